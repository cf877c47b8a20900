#include "ops/metered_store.hpp"

#include <memory>
#include <utility>

namespace callroom::ops {

template <class Call>
auto MeteredStore::asked(const Call& call) {
  try {
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
      answers_ = true;
    } else {
      auto found = call();
      answers_ = true;
      return found;
    }
  } catch (const app::StoreUnavailable&) {
    answers_ = false;
    ++unavailable_;
    throw;
  }
}

std::optional<domain::User> MeteredStore::user(const domain::UserId& id) {
  return asked([&] { return store_.user(id); });
}
std::optional<domain::User> MeteredStore::user_by_email(const std::string& email) {
  return asked([&] { return store_.user_by_email(email); });
}
app::Page<domain::User> MeteredStore::users(const app::PageRequest& page) {
  return asked([&] { return store_.users(page); });
}
std::optional<domain::Session> MeteredStore::session(const domain::SessionId& id) {
  return asked([&] { return store_.session(id); });
}
std::optional<domain::Session> MeteredStore::session_by_room(const domain::RoomId& room) {
  return asked([&] { return store_.session_by_room(room); });
}
app::Page<domain::Session> MeteredStore::sessions(const app::SessionFilter& filter, const app::PageRequest& page) {
  return asked([&] { return store_.sessions(filter, page); });
}
app::Page<domain::Session> MeteredStore::ended_calls(const std::optional<domain::UserId>& participant,
                                                     const app::PageRequest& page) {
  return asked([&] { return store_.ended_calls(participant, page); });
}
std::vector<domain::Session> MeteredStore::running_calls() {
  return asked([&] { return store_.running_calls(); });
}
std::vector<domain::PresenceInterval> MeteredStore::presence(const domain::SessionId& session) {
  return asked([&] { return store_.presence(session); });
}
std::vector<domain::SessionId> MeteredStore::sessions_with_open_stays() {
  return asked([&] { return store_.sessions_with_open_stays(); });
}
std::vector<domain::QualitySample> MeteredStore::quality_of(const domain::SessionId& session) {
  return asked([&] { return store_.quality_of(session); });
}
std::vector<base::WallTime> MeteredStore::quality_times(const domain::SessionId& session,
                                                        const domain::UserId& user) {
  return asked([&] { return store_.quality_times(session, user); });
}
std::map<domain::SessionId, double> MeteredStore::average_levels(const std::vector<domain::SessionId>& sessions) {
  return asked([&] { return store_.average_levels(sessions); });
}
std::vector<domain::CallRating> MeteredStore::ratings_of(const std::vector<domain::SessionId>& sessions) {
  return asked([&] { return store_.ratings_of(sessions); });
}
std::vector<domain::AuditRecord> MeteredStore::audit_of(const domain::SessionId& session) {
  return asked([&] { return store_.audit_of(session); });
}
void MeteredStore::check() {
  asked([&] { store_.check(); });
}

app::CommitOutcome MeteredStore::commit(const app::Commit& commit) {
  const auto began = clock_.steady_now();
  try {
    const auto outcome = asked([&] { return store_.commit(commit); });
    if (outcome == app::CommitOutcome::kDone) {
      count_done(began, commit.audit.size());
    } else {
      auto commits = commits_.lock();
      ++commits->refused;
      commits->took_refused.add(since(began));
    }
    return outcome;
  } catch (const app::StoreUnavailable&) {
    ++commits_.lock()->failed;
    throw;
  }
}

void MeteredStore::update(app::Update update, Updated done) {
  const auto began = clock_.steady_now();
  auto audit_records = std::make_shared<std::size_t>(0);
  auto decide = [decide = std::move(update.decide), audit_records](const std::optional<domain::Session>& session) {
    auto commit = decide(session);
    *audit_records = commit.audit.size();
    return commit;
  };
  auto counted = [this, began, audit_records, done = std::move(done)](std::exception_ptr failure) {
    if (failure) {
      count_failure(failure);
    } else {
      answers_ = true;
      count_done(began, *audit_records);
    }
    done(std::move(failure));
  };
  store_.update({std::move(update.session), std::move(decide)}, std::move(counted));
}

void MeteredStore::count_done(base::SteadyTime began, std::size_t audit_records) {
  auto commits = commits_.lock();
  ++commits->done;
  commits->audit_records += audit_records;
  commits->took_done.add(since(began));
}

void MeteredStore::count_failure(const std::exception_ptr& failure) {
  ++commits_.lock()->failed;
  try {
    std::rethrow_exception(failure);
  } catch (const app::StoreUnavailable&) {
    answers_ = false;
    ++unavailable_;
  } catch (...) {  // NOLINT(bugprone-empty-catch): the decision's own, and nothing to the store
  }
}

std::chrono::microseconds MeteredStore::since(base::SteadyTime began) const {
  return std::chrono::duration_cast<std::chrono::microseconds>(clock_.steady_now() - began);
}

void MeteredStore::write(Exposition& page) {
  page.gauge("callroom_store_up", "1: the store's last answer was one; 0: it could not be asked.", answers_ ? 1 : 0);
  page.counter("callroom_store_unavailable_total", "Questions that the store did not answer.",
               static_cast<double>(unavailable_.load()));
  auto commits = commits_.lock();
  page.family("callroom_commits_total", MetricType::kCounter,
              "Commits: done (durable), refused (somebody else was first), failed (the store is away).");
  page.sample({{"outcome", "done"}}, static_cast<double>(commits->done));
  page.sample({{"outcome", "refused"}}, static_cast<double>(commits->refused));
  page.sample({{"outcome", "failed"}}, static_cast<double>(commits->failed));
  page.counter("callroom_audit_records_total", "Audit records written.", static_cast<double>(commits->audit_records));
  page.family("callroom_commit_duration_seconds", MetricType::kHistogram,
              "How long a commit waited until it was durable, or refused.");
  commits->took_done.write(page, "outcome", "done");
  commits->took_refused.write(page, "outcome", "refused");
}

}  // namespace callroom::ops

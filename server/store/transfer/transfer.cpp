#include "store/transfer/transfer.hpp"

#include "integrity/sha256.hpp"

#include <array>
#include <cstring>
#include <span>

namespace callroom::store::transfer {
namespace {

/// Records held in memory at once, and in one transaction of the target.
constexpr std::size_t kBatch = 500;

/// One value's bytes, so that no two records have the same ones: its type, its length, itself.
struct Append {
  std::string& bytes;

  void operator()(std::monostate) const { bytes += '-'; }
  void operator()(std::int64_t value) const { (*this)('i', std::to_string(value)); }
  void operator()(double value) const {
    std::array<char, sizeof value> raw{};
    std::memcpy(raw.data(), &value, sizeof value);
    (*this)('r', std::string{raw.data(), raw.size()});
  }
  void operator()(const std::string& value) const { (*this)('t', value); }

 private:
  void operator()(char type, const std::string& value) const {
    bytes += type + std::to_string(value.size()) + ':';
    bytes += value;
  }
};

class Adder {
 public:
  void add(const Record& record) {
    std::string bytes;
    for (const auto& value : record) std::visit(Append{bytes}, value);
    const auto digest = hash_.add(bytes).finish();
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      std::uint32_t lane = 0;
      std::memcpy(&lane, digest.data() + i * sizeof lane, sizeof lane);
      lanes_[i] += lane;
    }
    ++records_;
  }
  [[nodiscard]] std::int64_t records() const noexcept { return records_; }
  [[nodiscard]] Sum sum() const {
    std::array<std::uint8_t, sizeof lanes_> bytes{};
    std::memcpy(bytes.data(), lanes_.data(), bytes.size());
    return {records_, integrity::to_hex(bytes)};
  }

 private:
  integrity::Sha256 hash_;
  std::array<std::uint32_t, 8> lanes_{};
  std::int64_t records_ = 0;
};

template <class Visit>
void each_batch(Source& source, const Form& form, std::optional<Record> after, LeftOut& left_out, const Visit& visit) {
  for (;;) {
    const auto batch = source.read(form, after, kBatch, left_out);
    if (batch.empty()) return;
    after = key_of(form, batch.back());
    visit(batch);
    if (batch.size() < kBatch) return;
  }
}

std::string text_of(const LeftOut& left_out) {
  std::string text;
  for (const auto& [what, records] : left_out)
    text += (text.empty() ? "" : ", ") + what + " (" + std::to_string(records) + " records)";
  return text;
}

class Run {
 public:
  Run(Source& source, Target& target, const Options& options, const Progress& progress)
      : source_(source), target_(target), options_(options), progress_(progress) {}

  Report all() {
    source_.require_usable();
    target_.require_usable();
    report_.left_out = source_.others();
    for (const auto& form : forms()) survey(form);
    refuse_what_is_lost();
    if (target_may_be_filled() && !options_.dry_run) {
      target_.begin(source_.name());
      for (std::size_t i = 0; i < forms().size(); ++i) copy(forms()[i], report_.tables[i]);
      for (std::size_t i = 0; i < forms().size(); ++i) verify(forms()[i], report_.tables[i]);
      refuse_differences();
      target_.finish();
    }
    return std::move(report_);
  }

 private:
  void survey(const Form& form) {
    const auto of = source_.count(form);
    auto sum = sum_of(source_, form, report_.left_out,
                      [&](std::int64_t done) { progress_(Phase::kReading, form.table, done, of); });
    if (sum.records < of) {
      throw Refused(std::string{form.table} + ": " + std::to_string(of - sum.records) + " of " + std::to_string(of) +
                    " records cannot be read: their ids are of another type");
    }
    report_.tables.push_back({form.table, std::move(sum), {}, 0});
  }

  void refuse_what_is_lost() {
    if (!report_.left_out.empty() && !options_.leave_out && !options_.dry_run) {
      throw Refused(target_.name() + " has no place for " + text_of(report_.left_out) +
                    "; --leave-out moves everything else");
    }
  }

  /// False: everything is there already. Throws when something else is.
  bool target_may_be_filled() {
    if (const auto begun = target_.unfinished()) {
      if (options_.start_over) {
        if (!options_.dry_run) target_.clear();
        return true;
      }
      if (*begun != source_.name()) {
        throw Refused(target_.name() + " holds part of a transfer from " + *begun + "; --start-over removes it");
      }
      report_.resumed = true;
      return true;
    }
    LeftOut ignored;
    std::string held;
    bool same = true;
    for (std::size_t i = 0; i < forms().size(); ++i) {
      const auto& form = forms()[i];
      const auto count = target_.count(form);
      same = same && count == report_.tables[i].source.records;
      if (count > 0) held += (held.empty() ? "" : ", ") + std::to_string(count) + " in " + form.table;
    }
    if (held.empty()) return true;
    for (std::size_t i = 0; same && i < forms().size(); ++i) {
      report_.tables[i].target = sum_of(target_, forms()[i], ignored, [](std::int64_t) {});
      same = report_.tables[i].target == report_.tables[i].source;
    }
    if (!same) throw Refused(target_.name() + " holds other data (" + held + "): it must be empty");
    report_.already_there = true;
    return false;
  }

  void copy(const Form& form, TableReport& table) {
    auto position = target_.position(form);
    LeftOut known;
    each_batch(source_, form, position.after, known, [&](const std::vector<Record>& batch) {
      position.after = key_of(form, batch.back());
      position.records += static_cast<std::int64_t>(batch.size());
      target_.write(form, batch, position);
      table.written += static_cast<std::int64_t>(batch.size());
      progress_(Phase::kWriting, form.table, position.records, table.source.records);
    });
  }

  void verify(const Form& form, TableReport& table) {
    LeftOut ignored;
    table.target = sum_of(target_, form, ignored, [&](std::int64_t done) {
      progress_(Phase::kVerifying, form.table, done, table.source.records);
    });
  }

  void refuse_differences() {
    std::string differ;
    for (std::size_t i = 0; i < forms().size(); ++i) {
      const auto& table = report_.tables[i];
      // What is written to the source meanwhile would be lost.
      const auto now = source_.count(forms()[i]);
      if (table.source == table.target && now == table.source.records) continue;
      differ += (differ.empty() ? "" : ", ") + table.table + " (" + std::to_string(table.source.records) + " read, " +
                std::to_string(table.target.records) + " in the target, " + std::to_string(now) + " now)";
    }
    if (differ.empty()) return;
    throw Refused("both sides differ in " + differ +
                  ": was a server writing? Stop it, and run this again with --start-over");
  }

  Source& source_;
  Target& target_;
  const Options& options_;
  const Progress& progress_;
  Report report_;
};

}  // namespace

Sum sum_of(Source& source, const Form& form, LeftOut& left_out, const std::function<void(std::int64_t)>& progress) {
  Adder adder;
  each_batch(source, form, std::nullopt, left_out, [&](const std::vector<Record>& batch) {
    for (const auto& record : batch) adder.add(record);
    progress(adder.records());
  });
  return adder.sum();
}

Report transfer(Source& source, Target& target, const Options& options, const Progress& progress) {
  return Run(source, target, options, progress).all();
}

}  // namespace callroom::store::transfer

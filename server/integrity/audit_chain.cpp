#include "integrity/audit_chain.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace callroom::integrity {
namespace {

class Form {
 public:
  explicit Form(std::string& out) : out_(out) { out_ = "callroom-audit/1\n"; }

  Form& add(std::string_view text) {
    append_number(static_cast<std::int64_t>(text.size()));
    out_ += ':';
    out_ += text;
    out_ += ',';
    return *this;
  }
  Form& add(std::int64_t number) {
    std::array<char, 20> digits{};
    return add(digits_of(number, digits));
  }
  template <class T>
  Form& add(const std::optional<T>& value) {
    if (value) return add(*value);
    out_ += "-,";
    return *this;
  }

 private:
  static std::string_view digits_of(std::int64_t number, std::array<char, 20>& digits) {
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), static_cast<std::size_t>(end - digits.data())};
  }
  void append_number(std::int64_t number) {
    std::array<char, 20> digits{};
    out_ += digits_of(number, digits);
  }

  std::string& out_;
};

void write_form(std::string& out, const app::StoredAudit& record) {
  Form{out}
      .add(record.seq)
      .add(record.id)
      .add(record.action)
      .add(record.timestamp)
      .add(record.session_id)
      .add(record.user_id)
      .add(record.room_id)
      .add(record.metadata)
      .add(record.ip_address)
      .add(record.user_agent)
      .add(record.error_code)
      .add(record.error_message)
      .add(record.duration);
}

}  // namespace

std::string canonical_audit(const app::StoredAudit& record) {
  std::string form;
  write_form(form, record);
  return form;
}

std::string ChainHasher::digest(const app::StoredAudit& record) {
  write_form(form_, record);
  return to_hex(sha_.add(form_).finish());
}

std::string ChainHasher::link(std::string_view prev_hash, std::string_view digest) {
  return to_hex(sha_.add(prev_hash).add(digest).finish());
}

app::ChainedAudit attach(ChainHasher& hasher, app::ChainHead& head, app::StoredAudit record) {
  record.seq = head.seq + 1;
  auto hash = hasher.hash(record, head.hash);
  app::ChainedAudit chained{std::move(record), std::move(head.hash), hash};
  head = {chained.record.seq, std::move(hash)};
  return chained;
}

}  // namespace callroom::integrity

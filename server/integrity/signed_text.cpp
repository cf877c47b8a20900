#include "integrity/signed_text.hpp"

#include "integrity/canonical_json.hpp"
#include "integrity/signed_document.hpp"

#include <boost/json/parse.hpp>
#include <stdexcept>
#include <utility>

namespace callroom::integrity {
namespace {

bool is_canonical(const boost::json::object& document, std::string_view text) {
  try {
    return canonical_json(document) == text;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

}  // namespace

ReadDocument read_signed(const std::vector<app::PublicKey>& keys, std::string_view text, std::string_view type) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  boost::system::error_code error;
  auto value = boost::json::parse(text, error);
  if (error || !value.is_object()) return {};
  ReadDocument read{.verdict = Verdict::kBadSignature, .document = std::move(value.get_object())};
  const auto verdict = verify_document(keys, read.document, type);
  if (verdict != Verdict::kGood || is_canonical(read.document, text)) read.verdict = verdict;
  return read;
}

}  // namespace callroom::integrity

#include "store/mongo/bson.hpp"

#include "base/iso_time.hpp"

#include <cstring>
#include <stdexcept>
#include <utility>

namespace callroom::store::mongo {
namespace {

bool find(const bson_t* bson, const char* key, bson_iter_t& iter) {
  return bson_iter_init_find(&iter, bson, key) && !BSON_ITER_HOLDS_NULL(&iter) &&
         bson_iter_type(&iter) != BSON_TYPE_UNDEFINED;
}

std::string hex_of(const bson_oid_t& oid) {
  std::string hex(base::ObjectId::kHexDigits + 1, '\0');  // libbson writes its terminator
  bson_oid_to_string(&oid, hex.data());
  hex.pop_back();
  return hex;
}

/// The document below `iter`, as a static bson_t; false when it is none.
bool open_below(const bson_iter_t& iter, bson_t& below) {
  std::uint32_t size = 0;
  const std::uint8_t* data = nullptr;
  if (BSON_ITER_HOLDS_DOCUMENT(&iter)) {
    bson_iter_document(&iter, &size, &data);
  } else if (BSON_ITER_HOLDS_ARRAY(&iter)) {
    bson_iter_array(&iter, &size, &data);
  } else {
    return false;
  }
  return bson_init_static(&below, data, size);
}

int length(std::string_view key) { return static_cast<int>(key.size()); }

}  // namespace

bool View::has(const char* key) const {
  bson_iter_t iter;
  return find(bson_, key, iter);
}

std::vector<std::string> View::keys() const {
  std::vector<std::string> found;
  bson_iter_t iter;
  if (!bson_iter_init(&iter, bson_)) return found;
  while (bson_iter_next(&iter)) found.emplace_back(bson_iter_key(&iter));
  return found;
}

std::optional<std::string> View::text(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter)) return std::nullopt;
  std::uint32_t size = 0;
  if (BSON_ITER_HOLDS_UTF8(&iter)) {
    const char* data = bson_iter_utf8(&iter, &size);
    return std::string{data, size};
  }
  if (BSON_ITER_HOLDS_BINARY(&iter)) {
    bson_subtype_t subtype{};
    const std::uint8_t* data = nullptr;
    bson_iter_binary(&iter, &subtype, &size, &data);
    return std::string{reinterpret_cast<const char*>(data), size};
  }
  return std::nullopt;
}

std::optional<base::WallTime> View::time(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter)) return std::nullopt;
  if (BSON_ITER_HOLDS_DATE_TIME(&iter)) return base::WallTime{base::Millis{bson_iter_date_time(&iter)}};
  if (BSON_ITER_HOLDS_NUMBER(&iter)) return base::WallTime{base::Millis{bson_iter_as_int64(&iter)}};
  if (const auto written = text(key)) return base::from_iso(*written);
  return std::nullopt;
}

std::optional<base::ObjectId> View::object_id(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter)) return std::nullopt;
  if (BSON_ITER_HOLDS_OID(&iter)) return base::ObjectId::parse(hex_of(*bson_iter_oid(&iter)));
  bson_t below;
  if (BSON_ITER_HOLDS_DOCUMENT(&iter) && open_below(iter, below)) return View{&below}.object_id("_id");
  if (const auto written = text(key)) return base::ObjectId::parse(*written);
  return std::nullopt;
}

std::optional<std::int64_t> View::integer(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter) || !BSON_ITER_HOLDS_NUMBER(&iter)) return std::nullopt;
  return bson_iter_as_int64(&iter);
}

std::optional<double> View::real(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter) || !BSON_ITER_HOLDS_NUMBER(&iter)) return std::nullopt;
  return bson_iter_as_double(&iter);
}

std::optional<bool> View::boolean(const char* key) const {
  bson_iter_t iter;
  if (!find(bson_, key, iter)) return std::nullopt;
  return bson_iter_as_bool(&iter);
}

Document::Document() : bson_(bson_new()) {}
Document::Document(const bson_t* other) : bson_(bson_copy(other)) {}
Document::Document(const Document& other) : bson_(bson_copy(other.bson_)) {}
Document::Document(Document&& other) noexcept : bson_(std::exchange(other.bson_, bson_new())) {}
Document& Document::operator=(Document other) noexcept {
  std::swap(bson_, other.bson_);
  return *this;
}
Document::~Document() { bson_destroy(bson_); }

void Document::check(bool appended) const {
  if (!appended) throw std::length_error("a document outgrows BSON");
}

Document& Document::text(std::string_view key, std::string_view value) {
  const auto size = static_cast<int>(value.size());
  constexpr bool kMayHoldNul = true;
  if (bson_utf8_validate(value.data(), value.size(), kMayHoldNul)) {
    check(bson_append_utf8(bson_, key.data(), length(key), value.data(), size));
  } else {
    check(bson_append_binary(bson_, key.data(), length(key), BSON_SUBTYPE_BINARY,
                             reinterpret_cast<const std::uint8_t*>(value.data()),
                             static_cast<std::uint32_t>(value.size())));
  }
  return *this;
}

Document& Document::id(std::string_view key, const std::string& hex) {
  bson_oid_t oid;
  bson_oid_init_from_string(&oid, hex.c_str());
  check(bson_append_oid(bson_, key.data(), length(key), &oid));
  return *this;
}

Document& Document::time(std::string_view key, base::WallTime value) {
  check(bson_append_date_time(bson_, key.data(), length(key), value.time_since_epoch().count()));
  return *this;
}

Document& Document::integer(std::string_view key, std::int64_t value) {
  check(bson_append_int64(bson_, key.data(), length(key), value));
  return *this;
}

Document& Document::real(std::string_view key, double value) {
  check(bson_append_double(bson_, key.data(), length(key), value));
  return *this;
}

Document& Document::boolean(std::string_view key, bool value) {
  check(bson_append_bool(bson_, key.data(), length(key), value));
  return *this;
}

Document& Document::document(std::string_view key, const Document& value) {
  check(bson_append_document(bson_, key.data(), length(key), value.bson_));
  return *this;
}

Document& Document::array(std::string_view key, const std::vector<Document>& values) {
  Document list;
  for (std::size_t i = 0; i < values.size(); ++i) list.document(std::to_string(i), values[i]);
  check(bson_append_array(bson_, key.data(), length(key), list.bson_));
  return *this;
}

Document& Document::values(std::string_view key, const std::vector<Document>& holders) {
  Document list;
  for (std::size_t i = 0; i < holders.size(); ++i) {
    const auto index = std::to_string(i);
    bson_iter_t iter;
    if (bson_iter_init(&iter, holders[i].bson_) && bson_iter_next(&iter))
      check(bson_append_iter(list.bson_, index.c_str(), length(index), &iter));
  }
  check(bson_append_array(bson_, key.data(), length(key), list.bson_));
  return *this;
}

Document& Document::copy(const char* key, View from) {
  bson_iter_t iter;
  if (bson_iter_init_find(&iter, from.get(), key)) check(bson_append_iter(bson_, key, -1, &iter));
  return *this;
}

std::vector<Document> documents_in(View view, const char* key) {
  std::vector<Document> found;
  bson_iter_t iter;
  bson_iter_t item;
  if (!find(view.get(), key, iter) || !BSON_ITER_HOLDS_ARRAY(&iter) || !bson_iter_recurse(&iter, &item)) return found;
  while (bson_iter_next(&item)) {
    bson_t below;
    if (open_below(item, below)) found.emplace_back(&below);
  }
  return found;
}

std::optional<Document> document_in(View view, const char* key) {
  bson_iter_t iter;
  bson_t below;
  if (!find(view.get(), key, iter) || !BSON_ITER_HOLDS_DOCUMENT(&iter) || !open_below(iter, below)) return std::nullopt;
  return Document{&below};
}

bool same_field(View a, View b, const char* key) {
  const auto mine = Document{}.copy(key, a);
  const auto theirs = Document{}.copy(key, b);
  return bson_equal(mine.get(), theirs.get());
}

}  // namespace callroom::store::mongo

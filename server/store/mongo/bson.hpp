#pragma once

#include "base/clock.hpp"
#include "base/object_id.hpp"

#include <bson/bson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// libbson's documents as values: owned, or looked into.
namespace callroom::store::mongo {

/// Looks into a document that somebody else owns and that outlives this. A field that is missing and one that is null
/// are the same: platforms that use Mongoose write either.
class View {
 public:
  explicit View(const bson_t* bson) : bson_(bson) {}

  [[nodiscard]] const bson_t* get() const noexcept { return bson_; }
  [[nodiscard]] bool has(const char* key) const;
  [[nodiscard]] std::vector<std::string> keys() const;

  /// Text, or bytes that are no text (see Document::text). Empty: there is none, or something that is no text.
  [[nodiscard]] std::optional<std::string> text(const char* key) const;
  /// A Date, a number of milliseconds, or ISO-8601 text.
  [[nodiscard]] std::optional<base::WallTime> time(const char* key) const;
  /// An ObjectId, its 24 digits, or a document whose `_id` is one (a reference that was populated before it was saved).
  [[nodiscard]] std::optional<base::ObjectId> object_id(const char* key) const;
  /// Any number; a fraction is cut off.
  [[nodiscard]] std::optional<std::int64_t> integer(const char* key) const;
  [[nodiscard]] std::optional<double> real(const char* key) const;
  [[nodiscard]] std::optional<bool> boolean(const char* key) const;

 private:
  const bson_t* bson_;
};

/// A document that is being made, or was received. Throws std::length_error when it outgrows BSON's 2 GiB.
class Document {
 public:
  Document();
  explicit Document(const bson_t* other);
  Document(const Document& other);
  Document(Document&& other) noexcept;
  Document& operator=(Document other) noexcept;
  ~Document();

  [[nodiscard]] const bson_t* get() const noexcept { return bson_; }
  [[nodiscard]] View view() const noexcept { return View{bson_}; }
  [[nodiscard]] bool empty() const noexcept { return bson_empty(bson_); }

  /// Text that is not UTF-8 (header values may be anything) becomes binary data: BSON has no other place for it, and it
  /// is a fact all the same.
  Document& text(std::string_view key, std::string_view value);
  Document& id(std::string_view key, const std::string& hex);  ///< 24 hex digits.
  Document& time(std::string_view key, base::WallTime value);
  Document& integer(std::string_view key, std::int64_t value);
  Document& real(std::string_view key, double value);
  Document& boolean(std::string_view key, bool value);
  Document& document(std::string_view key, const Document& value);
  Document& array(std::string_view key, const std::vector<Document>& values);
  /// An array of the first field of each.
  Document& values(std::string_view key, const std::vector<Document>& holders);
  /// The field of another document as it is. Nothing when it is not there.
  Document& copy(const char* key, View from);

 private:
  void check(bool appended) const;

  bson_t* bson_;
};

/// The documents of an array field; none when it is missing or something else.
[[nodiscard]] std::vector<Document> documents_in(View view, const char* key);
[[nodiscard]] std::optional<Document> document_in(View view, const char* key);
/// Are the two fields there with the same type and bytes, or both missing?
[[nodiscard]] bool same_field(View a, View b, const char* key);

}  // namespace callroom::store::mongo

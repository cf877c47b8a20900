#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "store/mongo/bson.hpp"
#include "store/mongo/breaker.hpp"
#include "store/mongo/handles.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace callroom::store::mongo {

enum class Written : std::uint8_t {
  kYes,
  kNoMatch,   ///< No document matched the filter.
  kKeyTaken,  ///< A unique index has that value already.
};

/// One MongoDB database over a pool of connections. Thread-safe. Every operation ends within the time-outs (seconds) and
/// throws app::StoreUnavailable when the server cannot be asked, or does not answer, or not with sense. An operation that
/// threw may have happened all the same: writes are made so that they can be told from one that did not.
class Database {
 public:
  /// `uri`: mongodb:// or mongodb+srv://, with the database's name as its path ("callroom" when there is none). What it
  /// does not set is set here: time-outs, majority write concern. Throws std::invalid_argument for a URI that is none;
  /// connects to nobody yet. `longest_answer`: how long one is waited for, where the URI does not say.
  Database(const base::Secret& uri, const base::Clock& clock, base::Millis longest_answer = base::Seconds{4});

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// "host:port,host:port/name": for people, without credentials.
  [[nodiscard]] std::string address() const;

  [[nodiscard]] std::optional<Document> find_one(const char* collection, const Document& filter);
  /// `options`: sort, limit, projection, as libmongoc takes them.
  [[nodiscard]] std::vector<Document> find(const char* collection, const Document& filter,
                                           const Document& options = {});
  /// The same, one by one, for what does not fit into memory.
  void each(const char* collection, const Document& filter, const Document& options,
            const std::function<void(View)>& visit);
  [[nodiscard]] std::vector<Document> aggregate(const char* collection, const std::vector<Document>& stages);
  [[nodiscard]] std::int64_t count(const char* collection, const Document& filter);

  [[nodiscard]] Written insert(const char* collection, const Document& document);
  /// One after the other, up to the first that a unique index refuses: how many were inserted. At least one document.
  [[nodiscard]] std::size_t insert_in_order(const char* collection, const std::vector<Document>& documents);
  /// `update`: operators ($set, $unset). One document.
  [[nodiscard]] Written update(const char* collection, const Document& filter, const Document& update);
  /// Inserts `document`, or puts it in the place of the one that `filter` matches. kKeyTaken: there is one with this id
  /// that `filter` does not match.
  [[nodiscard]] Written put(const char* collection, const Document& filter, const Document& document);
  /// The same for many, each found by its `_id`; in one or few messages.
  [[nodiscard]] Written put_all(const char* collection, const std::vector<Document>& documents);
  /// One document; whether there was one.
  bool erase(const char* collection, const Document& filter);

  void erase_all(const char* collection, const Document& filter);

  /// Runs a command; gives its reply.
  Document command(const Document& command);

 private:
  template <class Operation>
  auto with_client(const Operation& operation);
  template <class Operation>
  auto with_collection(const char* collection, const Operation& operation);
  template <class Append>
  Written in_bulk(const char* collection, const std::vector<Document>& documents, const Append& append);
  /// kKeyTaken, or throws.
  Written refused(const bson_error_t& error, const Document& reply);

  Breaker breaker_;
  UriHandle uri_;
  PoolHandle pool_;
  std::string name_;
};

}  // namespace callroom::store::mongo

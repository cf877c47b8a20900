#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

// The one place that calls sqlite3's C functions. Not thread-safe: a connection and its queries belong to one thread at
// a time.
namespace callroom::store::sqlite {

/// What SQLite said. `code`: its extended result code (https://www.sqlite.org/rescode.html).
class Error : public app::StoreUnavailable {
 public:
  Error(int code, const std::string& text) : StoreUnavailable(text), code_(code) {}
  [[nodiscard]] int code() const noexcept { return code_; }

 private:
  int code_;
};

/// Whether a statement hit a unique key: an expected refusal, so not an exception.
enum class Written : std::uint8_t { kYes, kKeyTaken };

/// A statement being used: bound, stepped, read. Back in its connection's cache, reset, when it goes out of scope.
/// Columns are read by their place in the SELECT. Bound text must live until the query is done.
class Query {
 public:
  Query(sqlite3* db, sqlite3_stmt* statement) noexcept : db_(db), statement_(statement) {}
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// `name` with its colon: ":id". Throws std::logic_error for a name that the statement does not have.
  Query& bind(const char* name, std::int64_t value);
  Query& bind(const char* name, double value);  ///< Finite: SQLite has no NaN.
  Query& bind(const char* name, std::string_view value);
  Query& bind(const char* name, std::nullopt_t);
  Query& bind(const char* name, base::WallTime value) { return bind(name, value.time_since_epoch().count()); }
  template <class T>
  Query& bind(const char* name, const std::optional<T>& value) {
    return value ? bind(name, *value) : bind(name, std::nullopt);
  }

  /// True: there is a row to read.
  bool step();
  /// For statements that write.
  Written write();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] base::WallTime time(int column) const { return base::WallTime{base::Millis{integer(column)}}; }

 private:
  int index_of(const char* name) const;
  void check(int code) const;

  sqlite3* db_;
  sqlite3_stmt* statement_;
};

enum class Access : std::uint8_t { kReadWrite, kReadOnly };

struct OpenOptions {
  Access access = Access::kReadWrite;
  /// How long a statement waits for another process' lock before it fails.
  base::Millis busy_timeout = base::Seconds{5};
  /// Name of a registered SQLite VFS; empty: the system's.
  std::string vfs;
};

class Connection {
 public:
  /// Throws Error, naming the file.
  Connection(const std::string& path, const OpenOptions& options);

  /// Compiled once per text, kept for the life of the connection.
  [[nodiscard]] Query query(std::string_view sql);
  /// Several statements, no results.
  void execute(const std::string& sql);
  /// The only column of the only row: pragmas.
  [[nodiscard]] std::int64_t integer(std::string_view sql);
  [[nodiscard]] std::string text(std::string_view sql);

  /// All of this database as it is now into `target`, which loses what it had. Others may write meanwhile.
  void copy_to(Connection& target);

  /// Rows that the last INSERT, UPDATE or DELETE changed.
  [[nodiscard]] std::int64_t changed_rows() const;
  /// Some errors make SQLite roll the whole transaction back by itself.
  [[nodiscard]] bool in_transaction() const;

 private:
  struct CloseDb {
    void operator()(sqlite3* db) const noexcept;
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };

  /// Finds a text without a copy of it.
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

  std::unique_ptr<sqlite3, CloseDb> db_;
  // After db_, so that the statements are gone before the database is closed.
  std::unordered_map<std::string, Statement, HashText, std::equal_to<>> statements_;
};

/// BEGIN IMMEDIATE … COMMIT: has the write lock from the start, so that it cannot fail half-way for lack of it. Rolls
/// back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Nothing after roll_back().
  void commit();
  void roll_back();

 private:
  Connection& db_;
  bool open_ = true;
};

/// A transaction within one. Rolls back unless released. One at a time.
class Savepoint {
 public:
  explicit Savepoint(Connection& db);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  /// Nothing after roll_back().
  void release();
  /// Throws Error if SQLite cannot; the whole transaction is then of no use.
  void roll_back();

 private:
  Connection& db_;
  bool open_ = true;
};

}  // namespace callroom::store::sqlite

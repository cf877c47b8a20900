#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "test/store/temp_dir.hpp"

#include <sys/types.h>

#include <memory>
#include <string>

namespace callroom::store::test {

/// A server that speaks MongoDB's wire protocol: the one that the environment's MONGODB_URI names, else a FerretDB of
/// this process's own (server/test/support/ferretdb), which ends with it. Throws when neither is to be had: a store
/// without its server is not tested, and must not look as if it were.
class MongoServer {
 public:
  /// One for all tests of a process.
  static MongoServer& shared();

  MongoServer();
  ~MongoServer();
  MongoServer(const MongoServer&) = delete;
  MongoServer& operator=(const MongoServer&) = delete;

  /// The URI of a database that nobody has used yet.
  [[nodiscard]] std::string new_database();

  /// Every byte that it has of this database on the disk; empty when the server is not ours.
  [[nodiscard]] std::string bytes_of(const std::string& database) const;

  /// SIGSTOP, SIGCONT. FerretDB only; false when the server is not ours.
  bool pause();
  bool resume();

 private:
  TempDir directory_;
  std::string uri_;  ///< Up to the database's name.
  std::string options_;
  ::pid_t process_ = 0;
  int input_ = -1;  ///< Its standard input: it ends when this is closed.
};

}  // namespace callroom::store::test

#pragma once

#include "base/secret.hpp"
#include "store/mongo/database.hpp"
#include "store/transfer/side.hpp"
#include "vault/policy.hpp"

namespace callroom::store::mongo {

/// Throws app::StoreUnavailable: a transfer into this database was begun and not finished.
void refuse_half_moved(Database& database);

/// A MongoDB database as one side of a transfer.
class MongoTransfer final : public transfer::Target {
 public:
  /// As Database. `said`: as sharing_of; a database that is filled here is our own unless it is said to be shared.
  /// `clock` outlives it.
  MongoTransfer(const base::Secret& uri, const base::Clock& clock, std::optional<vault::Sharing> said = std::nullopt);

  [[nodiscard]] std::string name() const override { return "mongodb " + database_.address(); }
  void require_usable() override;
  [[nodiscard]] std::int64_t count(const transfer::Form& form) override;
  [[nodiscard]] transfer::LeftOut others() override;
  [[nodiscard]] std::vector<transfer::Record> read(const transfer::Form& form,
                                                   const std::optional<transfer::Record>& after, std::size_t limit,
                                                   transfer::LeftOut& left_out) override;

  [[nodiscard]] std::optional<std::string> unfinished() override;
  void begin(const std::string& source) override;
  [[nodiscard]] transfer::Position position(const transfer::Form& form) override;
  void write(const transfer::Form& form, const std::vector<transfer::Record>& records,
             const transfer::Position& then) override;
  void clear() override;
  void finish() override;

 private:
  void refuse_what_others_cannot_read(const transfer::Form& form, const std::vector<transfer::Record>& records);

  const base::Clock& clock_;
  const std::optional<vault::Sharing> said_;
  Database database_;
};

}  // namespace callroom::store::mongo

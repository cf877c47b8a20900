#pragma once

#include "store/sqlite/connection.hpp"
#include "store/transfer/side.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace callroom::store::sqlite {

/// Throws app::StoreUnavailable, naming the file: a transfer into it was begun and not finished.
void refuse_half_moved(Connection& db, const std::filesystem::path& path);

/// A database file as one side of a transfer; it need not be there as a target. As a source it is locked against
/// writers until this object goes, so that nothing is written past the transfer.
class SqliteTransfer final : public transfer::Target {
 public:
  enum class Use : std::uint8_t {
    kLook,    ///< Writes nothing.
    kSource,  ///< Locks.
    kTarget,  ///< Makes the file, and brings its tables to this program's version.
  };
  SqliteTransfer(std::filesystem::path path, Use use);

  [[nodiscard]] std::string name() const override;
  void require_usable() override;
  [[nodiscard]] std::int64_t count(const transfer::Form& form) override;
  [[nodiscard]] transfer::LeftOut others() override { return {}; }
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
  void keep_sealed();

  std::filesystem::path path_;
  Use use_;
  std::unique_ptr<Connection> db_;  ///< Null: there is no file, and none is to be made.
  std::optional<Transaction> lock_;
};

}  // namespace callroom::store::sqlite

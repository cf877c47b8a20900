#pragma once

#include "base/clock.hpp"
#include "store/mongo/database.hpp"
#include "store/sealing.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// Makes a database that another application filled ready for this one: indexes, fields that were not there, meeting
// links, encryption where there is a master key. Every step looks at what is, so it may be run again, cut off and
// continued, and beside a running server.
namespace callroom::store::mongo {

enum class Mode : std::uint8_t { kDryRun, kApply };

struct MigrationReport {
  std::vector<std::string> indexes;  ///< Made, or missing in a dry run: "sessions.meetingLink_1".
  std::int64_t sessions = 0;         ///< Looked at.
  std::int64_t completed = 0;        ///< Sessions that got fields they did not have.
  std::int64_t links = 0;            ///< Confirmed sessions that got a meeting link.
  std::vector<std::string> unreadable;  ///< Records that hold what nobody understands: left as they are, to be looked at.
};

/// Called every thousand sessions and at the end.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// `sealing`: as MongoStore keeps this database (sealing_for). Throws app::StoreUnavailable; what was done until then
/// stays, and need not be done again. Throws as seal_existing, too.
MigrationReport migrate(Database& database, Mode mode, const base::Clock& clock,
                        const std::function<std::string()>& new_link, const Progress& progress,
                        const Sealing& sealing = {});

}  // namespace callroom::store::mongo

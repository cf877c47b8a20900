#pragma once

#include "base/guarded.hpp"

#include <set>
#include <string>
#include <utility>

namespace callroom::store::mongo {

/// Ids of the commits that this server is at work on: nobody else need finish them.
using CommitsInFlight = base::Guarded<std::set<std::string>>;

/// One of them, for as long as this lives.
class InFlight {
 public:
  InFlight(CommitsInFlight& all, std::string id) : all_(all), id_(std::move(id)) { all_.lock()->insert(id_); }
  ~InFlight() { all_.lock()->erase(id_); }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

  [[nodiscard]] const std::string& id() const noexcept { return id_; }

 private:
  CommitsInFlight& all_;
  std::string id_;
};

}  // namespace callroom::store::mongo

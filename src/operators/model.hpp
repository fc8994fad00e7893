/// What there is to know of a policy version beside its text (N2): who published it, why, and when it holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"

namespace mado::operators {

/// Which running requests come under a version when it comes in force.
struct Move {
  enum class Whom { none, all, at_desks } whom = Whom::none;
  std::vector<std::string> desks = {};  ///< of at_desks

  bool takes(const std::string& desk) const;
  bool operator==(const Move&) const = default;
};

enum class VersionState {
  in_force,
  scheduled,
  past,
  withdrawn,  ///< before its time came
  refused     ///< its time came, but it could not be read any more
};
std::string_view name_of(VersionState state);

struct Version {
  std::int64_t number = 0;
  std::string author = {};
  PersonId published_by = {};  ///< 0: from a file
  std::string reason = {};
  Instant published_at = {};
  Instant effective_at = {};
  VersionState state = VersionState::scheduled;
  Move move = {};
  std::optional<std::int64_t> from = {};  ///< the older version whose text it is
};

}  // namespace mado::operators

/// A second, slow and obvious reading of docs/clocks.md, for lives whose events lie on whole minutes: it
/// walks minute by minute, counts in plain loops, and shares no code with policy/ or calendar/ but the
/// policy's facts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/clocks.hpp"

namespace mado::policy::sample {

/// A later version of the sample policy: extended is daily 8-20, some targets are other, billing C promises
/// no update, and nobody gets A for an agreement any more.
std::shared_ptr<const Policy> other_policy();

/// How the sample's request stands at `now`, after `events` (all possible, in order, none after `now`; the
/// policy may become other_policy and the sample again), in the words of sample::clocks.
std::vector<std::string> slow_clocks(const std::vector<LifeEvent>& events, Instant now);

}  // namespace mado::policy::sample

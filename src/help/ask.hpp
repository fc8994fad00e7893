/// *Ask*: one search over open incidents, articles, features of plans, topics of the policy, and the asker's
/// own requests, in the asker's language first (N8).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "help/follower.hpp"
#include "http/call.hpp"
#include "operators/operators.hpp"
#include "search/answer.hpp"

namespace mado::help {

/// Something else that has answers: it gets the question and answers what the caller may see, best first.
using Source =
    std::function<std::vector<search::Answer>(db::Snapshot&, const http::Caller&, const search::Question&)>;

struct Parts {
  const operators::Operators& operators;
  const Index& index;
  const Clock& clock;
  std::vector<Source> sources = {};  ///< besides articles, incidents and topics: own requests
};

struct Ask {
  std::string text;
  int limit = 8;  ///< 1 to 50
};

/// The best answers: fitting open incidents first, then the rest by how well they answer. Articles that exist
/// only in another language than the caller's come behind those that have the caller's. Errors: unavailable.
Result<std::vector<search::Answer>> ask(db::Snapshot& snapshot, const Parts& parts,
                                        const http::Caller& caller, const Ask& ask);

}  // namespace mado::help

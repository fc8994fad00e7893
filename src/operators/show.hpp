/// Versions, mistakes and differences as the contract writes them.
#pragma once

#include "base/json.hpp"
#include "operators/difference.hpp"
#include "operators/model.hpp"
#include "policy/read.hpp"

namespace mado::operators {

/// `PolicyVersion` of the contract.
json::object version_json(const Version& version, Language language);

/// `PolicyMistakes` of the contract: the first of them in the reader's language, each with the end of the
/// word it is about and what was probably meant, where that is known; and how many more there are.
json::object mistakes_json(const policy::Reading& reading, Language language);

json::object files_json(const policy::Source& source);

/// `PolicyDifference`; `to` is nothing for a text that is not published.
json::object difference_json(const Difference& difference, std::int64_t from, std::optional<std::int64_t> to);

}  // namespace mado::operators

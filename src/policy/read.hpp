/// Reads a support policy (TOML, docs/policy.md). A mistake of syntax stands alone; all mistakes of meaning
/// are told at once, each with line and column and, where one is near, a suggestion. Unknown keys are
/// mistakes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/mistake.hpp"
#include "policy/model.hpp"

namespace mado::policy {

/// The text of a file that the policy names (relative to it); nothing if there is none.
using FileReader = std::function<std::optional<std::string>(const std::string& name)>;

/// What a stored version holds: the text and every file it names, so that old promises never move by
/// themselves.
struct Source {
  std::string text;
  std::map<std::string, std::string> files;
};

struct Reading {
  std::shared_ptr<const Policy> policy;  ///< null if there are mistakes
  Mistakes mistakes;
  Source source;  ///< what was read, with the files it named
};

Reading read(std::string_view text, const FileReader& files);

/// From disk: the file and its neighbours. Error: not_found.
Result<Reading> read_file(const std::string& path);

}  // namespace mado::policy

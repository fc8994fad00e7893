/// Readers of the two reference policies' pages, at a moment and in a language.
#pragma once

#include "pages/visit.hpp"
#include "policy/read.hpp"

namespace mado::pages {

/// `name`: "m365-21vianet" or "m365-worldwide".
inline Reader reader_at(std::string_view now, Language language, const std::string& name = "m365-21vianet") {
  static std::map<std::string, std::shared_ptr<const policy::Policy>> policies;
  auto& policy = policies[name];
  if (policy == nullptr) policy = policy::read_file(PROJECT_DIR "/policies/" + name + ".toml").value().policy;
  return {.language = language,
          .zone = policy->operator_facts.time_zone,
          .standing = std::make_shared<const operators::Standing>(operators::Standing{{}, "m365", 1, policy}),
          .now = parse_instant(now).value()};
}

/// Friday noon in Beijing.
constexpr std::string_view noon = "2026-11-20T04:00:00Z";

}  // namespace mado::pages

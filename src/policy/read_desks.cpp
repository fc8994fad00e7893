#include <algorithm>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

std::set<Audience> read_audience(Section& section) {
  static const std::vector<std::pair<std::string, Audience>> known = {
      {"visitor", Audience::visitor}, {"admin", Audience::admin}, {"end-user", Audience::end_user}};
  const bool written_out = section.has("open_to");
  std::set<Audience> audience;
  for (const auto& written : section.words("open_to", Need::may)) {
    const auto found = std::ranges::find(known, written.text, &std::pair<std::string, Audience>::first);
    if (found == known.end())
      section.refuse("open_to", written, {"visitor", "admin", "end-user"});
    else if (!audience.insert(found->second).second)
      note_twice(written, section.mistakes());
  }
  return written_out ? audience : std::set{Audience::admin};
}

}  // namespace

void read_desks(Draft& draft, Section& root) {
  auto& policy = draft.policy;
  for (auto& [id, section] : root.named_sections("desks", Need::must)) {
    Desk desk{.id = id.text, .place = id.place};
    desk.name = section.texts("name", Need::must);
    desk.about = section.texts("about", Need::may);
    const auto severities = section.words("severities", Need::must);
    for (const auto& severity : severities) check_severity(draft, severity);
    desk.severities_place = section.key_place("severities");
    desk.severities = distinct(severities, draft.mistakes);
    std::ranges::sort(desk.severities, {}, [&](const auto& one) { return policy.rank(one); });
    desk.open_to = read_audience(section);
    desk.languages = languages_of(section.words("languages", Need::may), draft.mistakes);
    section.close();
    policy.desks.push_back(std::move(desk));
  }
}

}  // namespace mado::policy

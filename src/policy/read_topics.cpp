#include <algorithm>

#include "policy/read_parts.hpp"

namespace mado::policy {
namespace {

/// The id of a list's element: well made, and not used before in the list.
template <class T>
std::string read_id(Section& section, IdKind kind, const std::vector<T>& before) {
  const auto id = section.word("id", Need::must);
  if (!id || !check_id(id, kind, section.mistakes())) return id.text;
  const auto first = std::ranges::find(before, id.text, &T::id);
  if (first != before.end())
    section.note(id.place, {"mistakes.stands_already",
                            {{"word", id.text}, {"line", std::to_string(first->place.line)}}});
  return id.text;
}

std::string read_address(Section& section) {
  const auto url = section.word("url", Need::may);
  const bool web = url.text.starts_with("https://") && url.text.size() > std::string_view("https://").size();
  if (url && !(web && url.text.find_first_of(" \"<>\\") == std::string::npos))
    section.note(url.place, {"mistakes.no_web_address", {{"word", url.text}}});
  return url.text;
}

}  // namespace

void read_topics(Draft& draft, Section& root) {
  auto& topics = draft.policy.topics;
  for (auto& section : root.sections("topics", Need::may)) {
    Topic topic{.place = section.place()};
    topic.id = read_id(section, IdKind::tree, topics);
    const auto desk = section.word("desk", Need::must);
    if (desk) check_desk(draft, desk);
    topic.desk = desk.text;
    const auto service = section.word("service", Need::may);
    if (service) check_service(draft, service);
    topic.service = service.text;
    topic.name = section.texts("name", Need::must);
    topic.words = distinct(section.words("words", Need::may), draft.mistakes);
    section.close();
    for (const auto& word : topic.words) draft.policy.topic_words.add(topics.size(), word);
    topics.push_back(std::move(topic));
  }
}

void read_out_of_scope(Draft& draft, Section& root) {
  auto& all = draft.policy.out_of_scope;
  for (auto& section : root.sections("out_of_scope", Need::may)) {
    OutOfScope subject{.place = section.place()};
    subject.id = read_id(section, IdKind::plain, all);
    subject.name = section.texts("name", Need::must);
    subject.words = distinct(section.words("words", Need::must), draft.mistakes);
    subject.send_to = section
                          .choice<std::string>("send_to", Need::must,
                                               {{"community", "community"},
                                                {"customer-network-team", "customer-network-team"}})
                          .value_or("");
    subject.url = read_address(section);
    section.close();
    for (const auto& word : subject.words) draft.policy.out_of_scope_words.add(all.size(), word);
    all.push_back(std::move(subject));
  }
}

}  // namespace mado::policy

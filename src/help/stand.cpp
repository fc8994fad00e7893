#include "help/stand.hpp"

#include "base/markdown.hpp"
#include "help/links.hpp"
#include "help/store.hpp"

namespace mado::help {
namespace {

std::string plain(const std::string& markdown) {
  const auto text = markdown_text(markdown);
  return text.blocks.empty() ? markdown : text.blocks.front().text;
}

std::string_view code_of(Choice::To to) {
  switch (to) {
    case Choice::To::step:
      return "step";
    case Choice::To::solved:
      return "solved";
    case Choice::To::request:
      return "request";
    case Choice::To::article:
      break;
  }
  return "article";
}

Stand::Here here_of(db::Snapshot& snapshot, OperatorId owner, const Written& written, const Walk& walked) {
  Stand::Here here{.title = walked.here->title,
                   .html = article_html(snapshot, owner, written, walked.here->markdown),
                   .options = {}};
  for (size_t at = 0; at < walked.here->choices.size(); ++at) {
    const Choice& choice = walked.here->choices[at];
    Stand::Option option{.words = plain(choice.words), .to = choice.to, .way = {}, .url = {}};
    if (choice.to == Choice::To::article)
      option.url = address_of(snapshot, owner, written, choice.target);
    else
      option.way = (walked.way.empty() ? "" : walked.way + '.') + std::to_string(at + 1);
    here.options.push_back(std::move(option));
  }
  return here;
}

}  // namespace

Stand stand_at(db::Snapshot& snapshot, OperatorId owner, const Page& page, std::string_view way) {
  const auto& version = page.version;
  const Written written{store::reference(snapshot, owner, version.id), version.language};
  const auto guide = read_guide(store::markdown(snapshot, owner, version.id, version.language)).guide;
  const Walk walked = walk(guide, way);
  Stand stand;
  stand.intro = article_html(snapshot, owner, written, guide.intro);
  for (const auto& turn : walked.turns)
    stand.turns.push_back({turn.step->title, plain(turn.choice->words), turn.way});
  stand.way = walked.way;
  if (walked.here != nullptr)
    stand.here = here_of(snapshot, owner, written, walked);
  else if (!walked.turns.empty())
    stand.end = walked.turns.back().choice->to;
  return stand;
}

json::object stand_json(const Stand& stand) {
  json::array turns;
  for (const auto& turn : stand.turns)
    turns.push_back(json::object{{"step", turn.step}, {"choice", turn.choice}, {"way", turn.way}});
  json::object object{{"intro", stand.intro},
                      {"turns", std::move(turns)},
                      {"way", stand.way},
                      {"here", nullptr},
                      {"end", nullptr}};
  if (!stand.here) {
    object["end"] = code_of(stand.end);
    return object;
  }
  json::array choices;
  for (const auto& option : stand.here->options) {
    json::object choice{{"words", option.words}, {"to", code_of(option.to)}};
    if (!option.way.empty()) choice["way"] = option.way;
    if (!option.url.empty()) choice["url"] = option.url;
    choices.push_back(std::move(choice));
  }
  object["here"] =
      json::object{{"title", stand.here->title}, {"html", stand.here->html}, {"choices", std::move(choices)}};
  return object;
}

}  // namespace mado::help

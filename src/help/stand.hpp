/// Where a reader of a guide stands: the steps walked, the one to do now, or the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "db/database.hpp"
#include "help/guide.hpp"
#include "help/show.hpp"

namespace mado::help {

struct Stand {
  struct Turn {
    std::string step;    ///< its title
    std::string choice;  ///< what was answered
    std::string way;     ///< back to it
  };
  struct Option {
    std::string words;
    Choice::To to = Choice::To::step;
    std::string way;  ///< on from here
    std::string url;  ///< of an article; empty: there is none
  };
  struct Here {
    std::string title;
    std::string html;
    std::vector<Option> options;
  };
  std::string intro;  ///< HTML
  std::vector<Turn> turns;
  std::string way;
  std::optional<Here> here;             ///< nothing: at an end
  Choice::To end = Choice::To::solved;  ///< which one
};

/// `page` is that of a guide; see walk() for `way`.
Stand stand_at(db::Snapshot& snapshot, OperatorId owner, const Page& page, std::string_view way);

/// `GuideStand` of the contract.
json::object stand_json(const Stand& stand);

}  // namespace mado::help

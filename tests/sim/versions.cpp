#include "sim/versions.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/read.hpp"
#include "sim/cast.hpp"

namespace mado::sim {
namespace {

struct Edit {
  std::string_view from, to;
};
constexpr std::array edits = {
    Edit{"first_response = \"1h\"", "first_response = \"30m\""},
    Edit{"next_update = \"1h\"", "next_update = \"3h\""},
    Edit{"within = \"1bd\"", "within = \"2bd\""},
    Edit{"within = \"2bd\"", "within = \"10h\""},
    Edit{"next_update = { within = \"5bd\"", "# next_update = { within = \"5bd\""},
    Edit{"after_silence = \"4h\"", "after_silence = \"6h\""},
    Edit{"warn = \"2h\" }", "warn = \"2h\", by = \"automatic\" }"},
    Edit{"warn = \"2h\", by = \"agent\"", "warn = \"2h\", by = \"automatic\""},
    Edit{"by = \"agent\" }", "by = \"automatic\" }"},
    Edit{"weekdays = \"09:00-18:00\"", "weekdays = \"08:00-17:30\""},
    Edit{"weekdays = \"09:00-17:00\"", "weekdays = \"10:00-12:00, 13:00-16:00\""},
    Edit{"needs = \"advanced-agreement\"", "# needs = \"advanced-agreement\""},
    Edit{"partner_customers = \"partner-first\"", "partner_customers = \"partner-only\""},
    Edit{"partner_customers = \"partner-first\"", "partner_customers = \"operator-too\""},
    Edit{"reopen_for = \"14d\"", "reopen_for = \"2d\""},
    Edit{"may = [\"request:open\", \"request:read\", \"request:answer\"",
         "may = [\"request:open\", \"request:read\""},
    Edit{"open_to = [\"visitor\", \"admin\"]", "open_to = [\"visitor\", \"admin\", \"end-user\"]"}};

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

const std::filesystem::path folder = std::filesystem::path(PROJECT_DIR) / "policies";

const std::string& original(size_t house) {
  static const std::array texts = {text_of(folder / (houses()[0].policy + ".toml")),
                                   text_of(folder / (houses()[1].policy + ".toml"))};
  return texts.at(house);
}

std::string edited(std::string text, property::Dice& dice) {
  for (const auto& edit : edits) {
    if (!dice.one_in(3)) continue;
    for (auto at = text.find(edit.from); at != std::string::npos;
         at = text.find(edit.from, at + edit.to.size()))
      text.replace(at, edit.from.size(), edit.to);
  }
  return text;
}

}  // namespace

policy::Reading first_version(size_t house) {
  return policy::read(original(house), [](const std::string& name) -> std::optional<std::string> {
    return text_of(folder / name);
  });
}

operators::Proposal any_version(size_t house, property::Dice& dice) {
  operators::Proposal proposal{.text = edited(original(house), dice)};
  if (proposal.text.contains("holidays/cn.ics"))
    proposal.files.emplace("holidays/cn.ics", text_of(folder / "holidays/cn.ics"));
  return proposal;
}

}  // namespace mado::sim

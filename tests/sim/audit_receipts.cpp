#include <gtest/gtest.h>

#include <algorithm>

#include "sim/audit.hpp"

namespace mado::sim {
namespace {

struct Piece {
  Instant from, to;
  std::string kind;
  std::string name;
};

Instant instant_in(const json::object& object, std::string_view key) {
  return parse_instant(std::string(object.at(key).as_string())).value();
}

std::vector<Piece> pieces_of(const json::object& clock) {
  std::vector<Piece> all;
  for (const auto& value : clock.at("segments").as_array()) {
    const auto& piece = value.as_object();
    all.push_back({instant_in(piece, "from"), instant_in(piece, "to"),
                   std::string(piece.at("kind").as_string()),
                   piece.contains("name") ? std::string(piece.at("name").as_string()) : ""});
  }
  return all;
}

bool is_mark(const Piece& piece) { return piece.from == piece.to; }

/// One stretch is what it says it is; nothing if so.
std::string wrong_with(const Piece& piece, const Grounds& grounds) {
  const auto length = piece.to - piece.from;
  const auto open = property::open_between(grounds.open, piece.from, piece.to);
  const auto left = property::open_between(grounds.left, piece.from, piece.to);
  const auto after_term = piece.from >= grounds.from;
  if (piece.kind == "earlier") return piece.to <= grounds.from ? "" : "later";
  if (!after_term) return "before the promise was made";
  if (piece.kind == "open") return left == length ? "" : "not open, or waited";
  if (piece.kind == "waiting") return open == length && left == Millis{0} ? "" : "not waited";
  if (open != Millis{0}) return "open after all";
  if (piece.kind == "closed") return "";
  const auto holiday = grounds.calendar == nullptr ? "" : grounds.calendar->holiday_at(piece.from);
  return piece.kind == "holiday" && piece.name == holiday ? "" : "no such holiday";
}

/// The stretches follow each other from the start to the end, are what they say, and add up to the promise.
std::string wrong_with(const std::vector<Piece>& pieces, const Grounds& grounds, Instant end,
                       bool is_due_known) {
  auto reached = grounds.started;
  Millis open{0};
  for (const auto& piece : pieces) {
    if (is_mark(piece)) continue;
    if (piece.from != reached) return "a hole at " + format_instant(reached);
    reached = piece.to;
    if (piece.kind == "open") open += piece.to - piece.from;
    if (const auto wrong = wrong_with(piece, grounds); !wrong.empty())
      return piece.kind + " at " + format_instant(piece.from) + ": " + wrong;
  }
  if (reached != end) return "it ends at " + format_instant(reached);
  if (is_due_known && grounds.elapsed && open != *grounds.elapsed) return "it does not add up";
  return "";
}

/// Each change that came while the clock ran stands between the stretches.
void marks_are_there(const std::vector<Piece>& pieces, const Story& story, Instant started, Instant end,
                     const std::string& where) {
  static const std::map<std::string, std::string> kinds = {{"severity_changed", "severity_change"},
                                                           {"desk_changed", "desk_change"},
                                                           {"policy_changed", "policy_change"}};
  for (const auto& line : story.lines()) {
    const auto kind = kinds.find(line.told.kind);
    if (kind == kinds.end() || line.told.at <= started || line.told.at >= end) continue;
    EXPECT_TRUE(std::ranges::any_of(pieces,
                                    [&](const Piece& piece) {
                                      return is_mark(piece) && piece.kind == kind->second &&
                                             piece.from == line.told.at;
                                    }))
        << kind->second << " at " << format_instant(line.told.at) << " is missing " << where;
  }
}

/// When the clock stopped to change: at its end, its due, or not yet.
Instant last_change_of(const json::object& clock, Instant end) {
  return clock.contains("ended_at") ? std::min(end, instant_in(clock, "ended_at")) : end;
}

void look_at(const json::object& clock, const Filed& filed, Instant now) {
  const std::string kind(clock.at("kind").as_string());
  const auto where = "receipt of " + kind + ": " + json::serialize(clock) + "\nof " +
                     filed.request.id.text() + filed.story->text();
  const auto all = filed.story->life().grounds(kind);
  ASSERT_FALSE(all.empty()) << where;
  const bool is_due_known = !clock.at("due").is_null();
  const auto end = is_due_known ? instant_in(clock, "due") : now;
  const auto pieces = pieces_of(clock);
  // Of several promises the one decides that is used up first; where two are, either will do.
  std::string wrong;
  for (const auto& grounds : all) {
    wrong = wrong_with(pieces, grounds, end, is_due_known);
    if (wrong.empty()) break;
  }
  EXPECT_EQ(wrong, "") << where;
  EXPECT_EQ(instant_in(clock, "started_at"), all.front().started) << where;
  Millis open{0};
  for (const auto& piece : pieces)
    if (piece.kind == "open") open += piece.to - piece.from;
  EXPECT_EQ(clock.at("open_seconds").as_int64(), std::chrono::floor<std::chrono::seconds>(open).count());
  marks_are_there(pieces, *filed.story, all.front().started, std::min(last_change_of(clock, end), now),
                  where);
}

}  // namespace

void audit_receipts(Evidence& evidence, Audited& audited) {
  const auto& cast = evidence.world.cast();
  for (const auto& [name, filed] : evidence.requests) {
    const auto agent = std::ranges::find_if(cast, [&](const Member& member) {
      return member.customer == nullptr && member.house == filed.house;
    });
    const auto reply = evidence.world.send({.step = 0,
                                            .member = static_cast<size_t>(agent - cast.begin()),
                                            .path = "/api/v1/requests/" + name + "/receipt"});
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto clocks = json::parse(reply.body).at("clocks").as_array();
    EXPECT_EQ(clocks.size(), filed.story->life().standing(evidence.now).clocks.size()) << filed.story->text();
    for (const auto& clock : clocks) look_at(clock.as_object(), filed, evidence.now);
    audited.receipts += static_cast<int>(clocks.size());
  }
}

}  // namespace mado::sim

// Receipts: why each promise is due when it is due, replayed from the journal alone (N3).
#include <algorithm>

#include "base/messages.hpp"
#include "policy/terms_text.hpp"
#include "requests/timeline.hpp"

namespace mado::requests {
namespace {

using policy::LifeMark;
using policy::ReceiptSegment;

json::object piece(Instant from, Instant to, std::string_view kind, std::string name) {
  json::object out{{"from", format_instant(from)}, {"to", format_instant(to)}, {"kind", kind}};
  if (!name.empty()) out["name"] = std::move(name);
  return out;
}

std::string desk_name(const policy::Policy& policy, const std::string& id, Language language) {
  const auto* desk = policy.desk(id);
  if (desk == nullptr) return id;
  return std::string(desk->name.in(language, policy.operator_facts.languages));
}

std::string name_of_mark(const LifeMark& mark, const policy::Policy& policy, Language language) {
  switch (mark.kind) {
    case LifeMark::Kind::severity_change:
      return mark.from + " → " + mark.to;
    case LifeMark::Kind::desk_change:
      return desk_name(policy, mark.from, language) + " → " + desk_name(policy, mark.to, language);
    case LifeMark::Kind::policy_change:
      return say(language, "requests.receipt.version", {{"version", mark.to}});
  }
  return {};
}

/// Stretches and marks in order of time: a stretch in which something changed is cut there.
json::array pieces_of(std::vector<ReceiptSegment> segments, const std::vector<LifeMark>& marks,
                      const policy::Policy& policy, Language language) {
  json::array out;
  auto mark = marks.begin();
  const auto marks_until = [&](Instant at) {
    for (; mark != marks.end() && mark->at <= at; ++mark)
      out.push_back(piece(mark->at, mark->at, name_of(mark->kind), name_of_mark(*mark, policy, language)));
  };
  for (auto& segment : segments) {
    marks_until(segment.from);
    for (; mark != marks.end() && mark->at < segment.to; marks_until(segment.from)) {
      out.push_back(piece(segment.from, mark->at, name_of(segment.kind), segment.name));
      segment.from = mark->at;
    }
    out.push_back(piece(segment.from, segment.to, name_of(segment.kind), std::move(segment.name)));
  }
  if (!marks.empty()) marks_until(marks.back().at);
  return out;
}

/// The request that this one was split from, if the clock counts from that moment; else null.
const LinkedRequest* origin_of(const policy::ClockStatus& clock, const Shown& shown) {
  if (clock.started_at != shown.listed.request.opened_at) return nullptr;
  const auto found = std::ranges::find(shown.links, Relation::split_from, &LinkedRequest::relation);
  return found == shown.links.end() ? nullptr : &*found;
}

json::object receipt_json(const policy::ClockStatus& clock, const Receipts& receipts, Language language) {
  const auto now = receipts.shown.now;
  const auto& policy = *clock.policy;
  const StoredClock stored{.status = clock, .warned = false, .fires_at = {}, .target = *clock.target};
  auto out = clock_json(stored, policy, language, now);
  auto segments = receipts.life.receipt(clock.kind, now);
  Millis open{0};
  for (const auto& segment : segments)
    if (segment.kind == ReceiptSegment::Kind::open) open += segment.to - segment.from;
  auto pieces =
      pieces_of(std::move(segments), receipts.life.marks(clock.kind, now), *receipts.shown.policy, language);
  if (const auto* origin = origin_of(clock, receipts.shown))
    pieces.insert(pieces.begin(),
                  piece(clock.started_at, clock.started_at, "split", '#' + std::to_string(origin->number)));
  out["segments"] = std::move(pieces);
  out["open_seconds"] = std::chrono::floor<std::chrono::seconds>(open).count();
  out["calendar"] = clock.target->calendar;
  out["policy_version"] = clock.version;
  out["text"] = policy::target_text(policy, *clock.target, language);
  return out;
}

}  // namespace

Result<Receipts> receipts(const Parts& parts, RequestId id, const http::Caller& caller,
                          db::Snapshot& snapshot) {
  MADO_TRY(seen, shown(snapshot, parts.operators, caller, id, parts.clock.now()));
  MADO_TRY(life, life_of(snapshot, parts.operators, seen.listed.request));
  seen.now = std::max(seen.now, seen.listed.request.updated_at);
  return Receipts{.shown = std::move(seen), .life = std::move(life)};
}

json::object receipts_json(const Receipts& receipts, const http::Caller& caller) {
  json::array clocks;
  for (const auto& clock : receipts.life.status(receipts.shown.now).clocks)
    clocks.push_back(receipt_json(clock, receipts, caller.language));
  return {{"clocks", std::move(clocks)}};
}

}  // namespace mado::requests

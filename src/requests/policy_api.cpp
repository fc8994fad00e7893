// What publishing a policy would do to the requests that run. It lies here and not in operators/, because
// only this room knows requests.
#include <algorithm>
#include <optional>

#include "base/messages.hpp"
#include "operators/parse.hpp"
#include "operators/show.hpp"
#include "operators/store.hpp"
#include "people/rules.hpp"
#include "requests/api.hpp"
#include "requests/store.hpp"

namespace mado::requests {
namespace {

using http::Call;
using http::Caller;

constexpr size_t items_max = 200;
constexpr int batch_size = 500;

json::value instant_or_null(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value();
}

struct Item {
  Request request;
  MovePreview preview;
  bool misses() const {
    return std::ranges::any_of(preview.clocks, [](const auto& clock) { return clock.past; });
  }
};

struct Sums {
  std::int64_t open = 0, moved = 0, changed = 0, missed = 0, stuck = 0;
};

/// Counts every request, keeps the first of each kind: what would be missed, what is stuck, what changes.
class Looking {
 public:
  explicit Looking(operators::Move move) : move_(std::move(move)) {}

  Result<void> look(db::Snapshot& snapshot, operators::Operators& operators, const Request& request,
                    const operators::PolicyPtr& candidate, Instant at) {
    ++sums_.open;
    if (!move_.takes(request.desk)) return {};
    MADO_TRY(life, life_of(snapshot, operators, request));
    Item item{request, preview(life, candidate, at)};
    if (item.preview.stuck) {
      ++sums_.stuck;
      return keep(stuck_, std::move(item));
    }
    ++sums_.moved;
    sums_.missed += std::ranges::count_if(item.preview.clocks, [](const auto& clock) { return clock.past; });
    if (item.preview.clocks.empty() && item.preview.severity_after == request.severity) return {};
    ++sums_.changed;
    const bool misses = item.misses();
    return keep(misses ? missed_ : changed_, std::move(item));
  }

  const Sums& sums() const { return sums_; }
  std::vector<Item> items() && {
    auto all = std::move(missed_);
    for (auto* more : {&stuck_, &changed_})
      for (auto& item : *more)
        if (all.size() < items_max) all.push_back(std::move(item));
    return all;
  }

 private:
  static Result<void> keep(std::vector<Item>& items, Item item) {
    if (items.size() < items_max) items.push_back(std::move(item));
    return {};
  }

  const operators::Move move_;
  Sums sums_ = {};
  std::vector<Item> missed_ = {}, stuck_ = {}, changed_ = {};
};

json::object item_json(const Item& item, Language language) {
  const auto& request = item.request;
  json::object all{{"id", request.id.text()},
                   {"number", request.number},
                   {"subject", request.subject},
                   {"desk", request.desk},
                   {"severity", request.severity}};
  json::array& clocks = all["clocks"].emplace_array();
  for (const auto& clock : item.preview.clocks)
    clocks.push_back(json::object{{"kind", policy::name_of(clock.kind)},
                                  {"due_before", instant_or_null(clock.due_before)},
                                  {"due_after", instant_or_null(clock.due_after)},
                                  {"missed", clock.past}});
  if (const auto& stuck = item.preview.stuck)
    all["stuck"] = say(language, "errors." + stuck->key, {stuck->values.begin(), stuck->values.end()});
  else if (item.preview.severity_after != request.severity)
    all["severity_after"] = item.preview.severity_after;
  return all;
}

Result<json::object> difference(db::Snapshot& snapshot, const operators::Standing& standing,
                                const policy::Reading& reading, Language language) {
  const auto source = operators::store::source(snapshot, standing.id, standing.version);
  if (!source) return fail(ErrorCode::unavailable, "policy.stored_unreadable");
  const auto told =
      operators::difference_of({*standing.policy, *source}, {*reading.policy, reading.source}, language);
  return operators::difference_json(told, standing.version, std::nullopt);
}

Result<Looking> look_at_all(const Parts& parts, const operators::Proposal& proposal, OperatorId owner,
                            const operators::PolicyPtr& candidate, db::Snapshot& snapshot, Instant now) {
  Looking looking(proposal.move);
  for (RequestId last{};;) {
    const auto batch = store::running(snapshot, owner, "", last, batch_size);
    if (batch.empty()) return looking;
    for (const auto& request : batch)
      MADO_CHECK(
          looking.look(snapshot, parts.operators, request, candidate, proposal.effective_at.value_or(now)));
    last = batch.back().id;
  }
}

Result<json::object> preview_publishing(const Parts& parts, const operators::Proposal& proposal,
                                        const Caller& caller, db::Snapshot& snapshot) {
  const auto standing = parts.operators.by_id(caller.operator_id);
  MADO_CHECK(people::require(caller, *standing->policy, "policy:read"));
  const auto now = parts.clock.now();
  MADO_TRY(reading, operators::read_proposal(parts.operators, proposal, caller, snapshot, now));
  MADO_TRY(looking, look_at_all(parts, proposal, standing->id, reading.policy, snapshot, now));
  MADO_TRY(told, difference(snapshot, *standing, reading, caller.language));
  const auto sums = looking.sums();
  json::object all{{"difference", std::move(told)}, {"open", sums.open},     {"moved", sums.moved},
                   {"changed", sums.changed},       {"missed", sums.missed}, {"stuck", sums.stuck}};
  json::array& items = all["items"].emplace_array();
  for (const auto& item : std::move(looking).items()) items.push_back(item_json(item, caller.language));
  return all;
}

}  // namespace

void add_policy_preview(http::Router& router, const Parts& parts) {
  auto route = http::read_route<operators::Proposal, json::object>(
      http::Method::post, "/api/v1/office/policy/preview", operators::parse_proposal,
      [parts](const operators::Proposal& proposal, const Caller& caller, db::Snapshot& snapshot) {
        return preview_publishing(parts, proposal, caller, snapshot);
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
  route.body_bytes_max = operators::policy_body_bytes_max;
  router.add(std::move(route));
}

}  // namespace mado::requests

#include "cli/demo_life.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>

#include "base/json.hpp"
#include "embedded/demo.hpp"
#include "health/health.hpp"
#include "people/door.hpp"
#include "people/store.hpp"
#include "requests/commands.hpp"

namespace mado::cli {
namespace {

/// The clock of the demo's past: it shows what it is set to.
class PastClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_{};
};

json::value read_demo(std::string_view name) {
  const auto files = embedded::demo();
  const auto found = std::ranges::find(files, name, &embedded::File::name);
  return json::parse(found->bytes);
}

/// Each operator has a life of its own (S10).
std::string file_of(const operators::Standing& standing, const std::string& name) {
  return standing.key == "m365-ww" ? "worldwide-" + name : name;
}

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? "" : std::string(value->as_string());
}

Instant ago(Instant now, const json::value& hours) {
  return now - Millis{std::llround(hours.to_number<double>() * 3'600'000)};
}

Texts texts_of(const json::value& value) {
  Texts texts;
  for (const auto& [code, text] : value.as_object())
    texts.set(*language_of_code(code), std::string(text.as_string()));
  return texts;
}

/// Everything that happens, in order of time: which request, and its step (-1 = it is opened).
struct Moment {
  Instant at;
  size_t request;
  int step;
};

const json::object& step_of(const json::object& request, int step) {
  return request.at("steps").as_array()[static_cast<size_t>(step)].as_object();
}

class Life {
 public:
  Life(db::Tx& tx, operators::Operators& operators, const operators::Standing& standing, Instant now)
      : tx_(tx), standing_(standing), ids_(clock_, 2047), parts_{operators, ids_, clock_}, now_(now) {}

  Result<void> play(const json::array& requests) {
    std::vector<Moment> moments;
    for (size_t at = 0; at < requests.size(); ++at) {
      const auto& request = requests[at].as_object();
      const auto opened = ago(now_, request.at("hours_ago"));
      moments.push_back({opened, at, -1});
      int step = 0;
      for (const auto& one : request.at("steps").as_array())
        moments.push_back({opened + std::chrono::minutes{one.at("minutes").as_int64()}, at, step++});
    }
    std::ranges::sort(moments, {}, &Moment::at);
    for (const auto& moment : moments) {
      clock_.set(moment.at);
      const auto& request = requests[moment.request].as_object();
      MADO_CHECK(moment.step < 0 ? open(moment.request, request)
                                 : step(moment.request, step_of(request, moment.step)));
    }
    return {};
  }

 private:
  http::Caller caller(const std::string& email) {
    const auto found = people::store::credentials(tx_, standing_.id, email);
    const auto person =
        people::store::person(tx_, Scope::of_operator(standing_.id), found.value().id).value();
    return people::caller_of(standing_, person);
  }

  Result<void> open(size_t at, const json::object& request) {
    const auto& impact = request.at("impact").as_object();
    requests::Open command;
    command.wish = {
        .desk = text_of(request, "desk"),
        .topic = text_of(request, "topic"),
        .subject = text_of(request, "subject"),
        .description = text_of(request, "description"),
        .impact = policy::Impact{requests::service_impact_of(text_of(impact, "service")),
                                 requests::people_impact_of(text_of(impact, "people")),
                                 impact.contains("workaround") ? std::optional(true) : std::nullopt}};
    command.business_impact = text_of(request, "business_impact");
    command.contact = {requests::contact_way_of(text_of(request, "way")), "", "+86 10 5555 0100"};
    command.language = language_of_code(text_of(request, "lang"));
    MADO_TRY(opened, requests::open(parts_, command, caller(text_of(request, "by")), tx_));
    made_[at] = opened.listed.request.id;
    return {};
  }

  Result<void> step(size_t at, const json::object& step) {
    const auto who = caller(text_of(step, "by"));
    const bool note = step.contains("note");
    if (note || step.contains("reply")) {
      const requests::Answer command{
          .request = made_.at(at),
          .text = text_of(step, note ? "note" : "reply"),
          .visibility = note ? requests::Visibility::agents : requests::Visibility::everyone,
          .await_customer = step.contains("await"),
          .attachments = {}};
      MADO_CHECK(requests::answer(parts_, command, who, tx_));
      return {};
    }
    MADO_TRY(seen, requests::shown(tx_, parts_.operators, who, made_.at(at), clock_.now()));
    requests::Patch patch{.request = made_.at(at),
                          .version_seen = seen.listed.request.version,
                          .severity = {},
                          .desk = {},
                          .assignee = {},
                          .status = {}};
    if (step.contains("take")) patch.assignee = who.person_id;
    if (step.contains("severity")) patch.severity = text_of(step, "severity");
    if (step.contains("status")) patch.status = requests::status_of(text_of(step, "status"));
    MADO_CHECK(requests::change(parts_, patch, who, tx_));
    return {};
  }

  db::Tx& tx_;
  const operators::Standing& standing_;
  PastClock clock_;
  IdMaker ids_;
  requests::Parts parts_;
  Instant now_;
  std::map<size_t, RequestId> made_;
};

health::Opening opening_of(const json::object& incident, Instant started) {
  const auto& first = incident.at("updates").as_array().front().as_object();
  return {.kind = health::kind_of(text_of(incident, "kind")),
          .state = health::state_of(text_of(first, "state")),
          .impact = health::service_state_of(text_of(incident, "impact")),
          .service = text_of(incident, "service"),
          .titles = texts_of(incident.at("title")),
          .texts = texts_of(first.at("text")),
          .at = started,
          .started_at = started};
}

Result<void> add_incident(db::Tx& tx, IdMaker& ids, const operators::Standing& standing,
                          const json::object& incident, Instant now) {
  const auto started = ago(now, incident.at("hours_ago"));
  const auto opening = opening_of(incident, started);
  MADO_TRY(id, health::open(tx, ids, standing.id, opening, "system"));
  bool first = true;
  for (const auto& value : incident.at("updates").as_array()) {
    if (std::exchange(first, false)) continue;
    const auto& update = value.as_object();
    const auto at = started + std::chrono::minutes{update.at("minutes").as_int64()};
    const auto texts = texts_of(update.at("text"));
    if (text_of(update, "state") == "resolved") {
      MADO_CHECK(health::resolve(tx, ids, standing.id, id, texts, at, "system"));
      continue;
    }
    MADO_CHECK(health::update(tx, ids, standing.id, id,
                              {at, health::state_of(text_of(update, "state")), opening.impact, texts},
                              "system"));
  }
  return {};
}

}  // namespace

Result<void> add_demo_requests(db::Tx& tx, operators::Operators& operators,
                               const operators::Standing& standing, Instant now) {
  return Life(tx, operators, standing, now).play(read_demo(file_of(standing, "requests.json")).as_array());
}

Result<void> add_demo_incidents(db::Tx& tx, IdMaker& ids, const operators::Standing& standing, Instant now) {
  const auto all = read_demo(file_of(standing, "incidents.json"));
  for (const auto& incident : std::views::reverse(all.as_array()))
    MADO_CHECK(add_incident(tx, ids, standing, incident.as_object(), now));
  return {};
}

}  // namespace mado::cli

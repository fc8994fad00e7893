#include "sim/world.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "operators/publish.hpp"
#include "people/store.hpp"
#include "policy/read.hpp"
#include "requests/follower.hpp"
#include "requests/store.hpp"

namespace mado::sim {
namespace {

using property::Dice;
using requests::Shown;
using requests::Status;

/// Each world begins in a month of its own, so that some see summer time come and some see it go.
Instant beginning(std::uint64_t seed) {
  return parse_instant("2026-01-05T00:30:00Z").value() + std::chrono::days(30 * (seed % 12));
}
constexpr std::array policies = {"m365-21vianet", "m365-worldwide"};

struct Home {
  const char* zone;
  std::vector<std::string> plans;
};
const std::array<std::vector<Home>, 2> homes = {
    std::vector<Home>{{"Asia/Shanghai", {"business-premium", "advanced-agreement"}},
                      {"Asia/Shanghai", {"business-basic"}},
                      {"Asia/Tokyo", {"business-premium", "advanced-agreement"}}},
    std::vector<Home>{{"Europe/Berlin", {"business-premium"}},
                      {"America/Santiago", {"business-basic", "small-business-support"}},
                      {"Australia/Lord_Howe", {"business-premium"}},
                      {"Africa/Cairo", {"business-basic"}}}};

/// What a later version of the policy says otherwise.
struct Edit {
  std::string_view from, to;
};
constexpr std::array edits = {Edit{"first_response = \"1h\"", "first_response = \"30m\""},
                              Edit{"next_update = \"1h\"", "next_update = \"3h\""},
                              Edit{"within = \"1bd\"", "within = \"2bd\""},
                              Edit{"within = \"2bd\"", "within = \"10h\""},
                              Edit{"after_silence = \"4h\"", "after_silence = \"6h\""},
                              Edit{"warn = \"2h\" }", "warn = \"2h\", by = \"automatic\" }"},
                              Edit{"warn = \"2h\", by = \"agent\"", "warn = \"2h\", by = \"automatic\""},
                              Edit{"weekdays = \"09:00-18:00\"", "weekdays = \"08:00-17:30\""},
                              Edit{"weekdays = \"09:00-17:00\"", "weekdays = \"10:00-16:00\""}};

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

std::filesystem::path path_of(size_t which) {
  return fmt::format("{}/policies/{}.toml", PROJECT_DIR, policies.at(which));
}

/// The file with some of the edits, as the dice fall.
policy::Reading read_edited(size_t which, Dice* dice) {
  auto text = text_of(path_of(which));
  for (const auto& edit : edits) {
    if (dice == nullptr || !dice->one_in(2)) continue;
    for (auto at = text.find(edit.from); at != std::string::npos;
         at = text.find(edit.from, at + edit.to.size()))
      text.replace(at, edit.from.size(), edit.to);
  }
  return policy::read(text, [which](const std::string& name) -> std::optional<std::string> {
    return text_of(path_of(which).parent_path() / name);
  });
}

}  // namespace

World::World(const Plan& plan, const std::filesystem::path& folder, unsigned life)
    : plan_(plan), ids_(clock_, life) {
  lay_time();
  clock_.set(beginning(plan_.seed));
  database_ = db::open_sqlite(folder).value();
  if (life == 1) found();
  remember();
}

/// Steps come at any time, mostly soon after each other; now and then a night or a long week-end passes.
void World::lay_time() {
  const auto mean = Millis(std::chrono::hours(24 * 30)) / plan_.steps_a_month;
  Dice dice(plan_.seed * 7919 + 3);
  auto at = beginning(plan_.seed);
  for (int step = 0; step <= steps(); ++step) {
    times_.push_back(at);
    const auto most = mean.count() * 2;
    // Some things happen at the very instant of others, or exactly on a minute.
    const auto kind = dice.between(1, 20);
    if (kind > 1) at += Millis(dice.between(1, kind == 20 ? most * 8 : most));
    if (kind == 2) at = std::chrono::ceil<std::chrono::minutes>(at);
  }
}

void World::found() {
  auto done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    for (size_t which = 0; which < policies.size(); ++which)
      MADO_CHECK(operators::publish(tx, ids_, read_edited(which, nullptr), "sim", "first", clock_.now()));
    return {};
  });
  (void)done.value();
  done = database_->read_now([&](db::Snapshot& snapshot) { return operators_.load(snapshot); });
  (void)done.value();
  namespace people = people::store;
  done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    for (size_t which = 0; which < policies.size(); ++which) {
      const auto standing = operators_.by_key(which == 0 ? "m365-cn" : "m365-ww");
      int count = 0;
      for (const auto& home : homes.at(which)) {
        const auto organization = ids_.make<OrganizationId>();
        people::insert(
            tx, standing->id,
            mado::people::Organization{organization, fmt::format("Customer {}", ++count), home.zone, "CN"},
            clock_.now());
        for (const auto& plan : home.plans)
          people::insert(tx, standing->id, organization,
                         {ids_.make<mado::people::SubscriptionId>(), plan, 10, std::nullopt});
        const auto email = fmt::format("admin{}@customer.example", count);
        people::insert(tx, standing->id,
                       mado::people::Person{ids_.make<PersonId>(),
                                            organization,
                                            "Admin",
                                            email,
                                            "",
                                            Language::en,
                                            home.zone,
                                            {"global-admin"}},
                       "");
      }
      for (const auto* zone : {"Asia/Shanghai", "Asia/Tokyo", "Europe/Berlin"})
        people::insert(tx, standing->id,
                       mado::people::Person{ids_.make<PersonId>(),
                                            std::nullopt,
                                            "Agent",
                                            fmt::format("agent{}@operator.example", ++count),
                                            "",
                                            Language::en,
                                            zone,
                                            {"agent"}},
                       "");
    }
    return {};
  });
  (void)done.value();
}

void World::remember() {
  const auto done = database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    MADO_CHECK(operators_.load(snapshot));
    for (const auto& standing : operators_.all())
      for (int count = 1; count <= 8; ++count)
        for (const auto* pattern : {"admin{}@customer.example", "agent{}@operator.example"}) {
          const auto known =
              people::store::credentials(snapshot, standing->id, fmt::format(fmt::runtime(pattern), count));
          if (!known) continue;
          const auto person =
              people::store::person(snapshot, Scope::of_operator(standing->id), known->id).value();
          Somebody one;
          one.caller.kind = person.organization_id ? http::CallerKind::person : http::CallerKind::agent;
          one.caller.operator_id = standing->id;
          one.caller.operator_key = standing->key;
          one.caller.person_id = person.id;
          one.caller.name = person.name;
          one.caller.email = person.email;
          one.caller.organization_id = person.organization_id;
          one.caller.roles = person.roles;
          one.caller.zone = person.zone;
          if (one.caller.is_agent()) one.shift_from = person.zone == "Asia/Tokyo" ? 15 : 9;
          if (one.caller.is_agent()) one.shift_to = person.zone == "Asia/Tokyo" ? 24 : 18;
          (one.caller.is_agent() ? agents_ : admins_).push_back(one);
        }
    return {};
  });
  (void)done.value();
}

void World::might_die() {
  if (until_death_ > 0 && --until_death_ == 0) _exit(died);
}

void World::run(int first, const std::function<void(const Acknowledged&)>& tell) {
  Dice deaths(plan_.seed * 31 + static_cast<std::uint64_t>(first));
  // Four places to die at in a step.
  if (plan_.crashes_one_in > 0) until_death_ = static_cast<int>(deaths.between(1, plan_.crashes_one_in * 8));
  for (int at = first; at < steps(); ++at) {
    Dice dice(plan_.seed * 1'000'003 + static_cast<std::uint64_t>(at));
    // Time may also go back a little, as clocks of machines do.
    clock_.set(now_at(at) - (dice.one_in(200) ? Millis(dice.between(1, 120'000)) : Millis{0}));
    step(dice, at, tell);
  }
  clock_.set(now_at(steps()));
  follow();
}

void World::step(Dice& dice, int at, const std::function<void(const Acknowledged&)>& tell) {
  // The followers look once a second; after a night without a process they come late.
  if (!dice.one_in(3)) follow();
  might_die();
  if (dice.one_in(150)) return publish(dice);
  const auto shown = act(dice);
  might_die();
  if (shown) tell({at, shown->listed.request.id, shown->listed.request.version});
}

void World::follow() {
  for (;;) {
    const auto fired = requests::fire_clocks({operators_, ids_, clock_}, *database_, clock_.now(), 20);
    might_die();
    if (!fired || *fired == 0) return;
  }
}

std::optional<Shown> World::act(Dice& dice) {
  const auto kind = dice.between(1, 10);
  if (kind <= 2) return open(dice);
  return kind <= 7 ? agent_acts(dice) : customer_acts(dice);
}

std::optional<Shown> World::write(const std::function<Result<Shown>(db::Tx&)>& command) {
  std::optional<Shown> shown;
  const auto done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    auto result = command(tx);
    if (!result) return std::unexpected(result.error());
    shown = std::move(*result);
    might_die();  // done, and not yet committed
    return {};
  });
  return done ? std::move(shown) : std::nullopt;
}

std::optional<Shown> World::open(Dice& dice) {
  const auto& caller = dice.of(admins_).caller;
  requests::Open open;
  open.wish.desk = dice.one_in(5) ? "billing" : "technical";
  open.wish.subject = "Something is wrong";
  open.wish.description = "It does not work.";
  open.wish.impact = policy::Impact{static_cast<policy::ServiceImpact>(dice.between(0, 2)),
                                    static_cast<policy::PeopleImpact>(dice.between(0, 2)),
                                    dice.one_in(3) ? std::optional(true) : std::nullopt};
  open.business_impact = "Orders stand still.";
  open.contact = {requests::ContactWay::email, "admin@customer.example", ""};
  return write([&](db::Tx& tx) { return requests::open({operators_, ids_, clock_}, open, caller, tx); });
}

bool World::on_shift(const Somebody& agent) const {
  const auto local = calendar::to_local(agent.caller.zone, clock_.now());
  const auto hour =
      std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
  return agent.shift_from <= hour && hour < agent.shift_to;
}

std::optional<requests::Request> World::any(const http::Caller& caller, Dice& dice) {
  std::vector<requests::store::Listed> all;
  const auto done = database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    requests::store::ListQuestion question;
    question.limit = 40;
    all = requests::store::list(snapshot, caller.scope(), question);
    return {};
  });
  if (!done || all.empty()) return std::nullopt;
  return dice.of(all).request;
}

std::optional<Shown> World::say(const http::Caller& caller, RequestId id, requests::Visibility visibility,
                                bool await) {
  return write([&](db::Tx& tx) -> Result<Shown> {
    const requests::Answer command{.request = id,
                                   .text = "Words.",
                                   .visibility = visibility,
                                   .await_customer = await,
                                   .attachments = {}};
    MADO_TRY(answered, requests::answer({operators_, ids_, clock_}, command, caller, tx));
    return std::move(answered.shown);
  });
}

std::optional<Shown> World::change(const http::Caller& caller, requests::Patch patch) {
  return write([&](db::Tx& tx) { return requests::change({operators_, ids_, clock_}, patch, caller, tx); });
}

std::optional<Shown> World::agent_acts(Dice& dice) {
  const auto& agent = dice.of(agents_);
  if (!on_shift(agent)) return std::nullopt;
  const auto& caller = agent.caller;
  const auto request = any(caller, dice);
  if (!request) return std::nullopt;
  requests::Patch patch;
  patch.request = request->id;
  patch.version_seen = request->version;
  switch (dice.between(1, 14)) {
    case 1:
      return say(caller, request->id, requests::Visibility::agents, false);
    case 2:
    case 3:
    case 4:
      return say(caller, request->id, requests::Visibility::everyone, true);
    case 5:
      patch.status = Status::awaiting_customer;
      break;
    case 6:
      patch.status = Status::open;
      break;
    case 7:
    case 8:
      patch.status = Status::solved;
      break;
    case 9:
    case 10:
      patch.severity = dice.of(std::vector<std::string>{"A", "B", "C"});
      break;
    case 11:
      patch.desk = dice.of(std::vector<std::string>{"technical", "billing", "presales", "small-business"});
      break;
    default:
      return say(caller, request->id, requests::Visibility::everyone, false);
  }
  return change(caller, patch);
}

std::optional<Shown> World::customer_acts(Dice& dice) {
  const auto& caller = dice.of(admins_).caller;
  const auto request = any(caller, dice);
  if (!request) return std::nullopt;
  requests::Patch patch;
  patch.request = request->id;
  patch.version_seen = request->version;
  switch (dice.between(1, 8)) {
    case 1:
      patch.status = Status::solved;
      return change(caller, patch);
    case 2:
      patch.status = Status::open;
      return change(caller, patch);
    case 3:
    case 4:
      return write([&](db::Tx& tx) {
        return requests::object({operators_, ids_, clock_}, {request->id, request->version, "We are here."},
                                caller, tx);
      });
    default:
      return say(caller, request->id, requests::Visibility::everyone, false);
  }
}

void World::publish(Dice& dice) {
  const auto which = static_cast<size_t>(dice.between(0, 1));
  const auto standing = operators_.by_key(which == 0 ? "m365-cn" : "m365-ww");
  const auto reading = read_edited(which, &dice);
  std::int64_t version = 0;
  auto done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    MADO_TRY(published, operators::publish(tx, ids_, reading, "sim", "other times", clock_.now()));
    version = published;
    might_die();
    return {};
  });
  if (!done) return;
  (void)database_->read_now([&](db::Snapshot& snapshot) { return operators_.load(snapshot); }).value();
  if (dice.one_in(2)) return;
  std::vector<RequestId> all;
  (void)database_
      ->read_now([&](db::Snapshot& snapshot) -> Result<void> {
        for (const auto& request : requests::store::running(snapshot, standing->id, "", {}, 200))
          all.push_back(request.id);
        return {};
      })
      .value();
  done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    MADO_CHECK(
        requests::move_to_version({operators_, ids_, clock_}, {standing->id, version, all, "system"}, tx));
    might_die();
    return {};
  });
  (void)done.value();
}

}  // namespace mado::sim

#include "sim/world.hpp"

#include <unistd.h>

#include <algorithm>

#include "db/journal.hpp"
#include "http/store.hpp"
#include "operators/follower.hpp"
#include "operators/store.hpp"
#include "requests/api.hpp"
#include "requests/follower.hpp"
#include "requests/policy_follower.hpp"
#include "requests/store.hpp"
#include "sim/acts.hpp"
#include "sim/versions.hpp"

namespace mado::sim {
namespace {

using http::Reply;
using property::Dice;

constexpr std::chrono::hours replies_kept{24};

template <class T>
T must(Result<T> result) {
  return std::move(result).value();
}

/// Most calls come from people who may ask for most.
bool is_busy(const Member& member) {
  const auto& roles = member.caller.roles;
  return !roles.empty() && (roles.front() == "global-admin" || roles.front() == "service-support-admin");
}

}  // namespace

World::World(const Plan& plan, const std::filesystem::path& folder, unsigned life)
    : plan_(plan), ids_(clock_, life), times_(times_of(plan)) {
  clock_.set(times_.front());
  requests::add_routes(router_, parts());
  database_ = must(db::open_sqlite(folder));
  if (life == 1) found();
  load();
  must(database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    cast_ = sim::cast(snapshot, operators_);
    return {};
  }));
  for (size_t at = 0; at < cast_.size(); ++at) {
    auto& theirs = cast_[at].customer == nullptr ? agents_ : customers_;
    theirs.insert(theirs.end(), is_busy(cast_[at]) ? 3 : 1, at);
  }
}

void World::found() {
  must(database_->write_now([&](db::Tx& tx) -> Result<void> {
    for (size_t house = 0; house < houses().size(); ++house)
      MADO_CHECK(operators::publish(tx, ids_, first_version(house), "sim", "first", clock_.now()));
    return {};
  }));
  load();
  must(database_->write_now([&](db::Tx& tx) -> Result<void> {
    sim::found(tx, operators_, ids_, clock_.now());
    return {};
  }));
}

void World::load() {
  must(database_->read_now([&](db::Snapshot& snapshot) {
    policies_are_planned_ = !operators::store::due(snapshot, Instant::max()).empty();
    return operators_.load(snapshot);
  }));
}

void World::might_die() {
  if (until_death_ > 0 && --until_death_ == 0) _exit(died);
}

void World::run(int first, std::optional<Exchange> unanswered, const Tell& tell) {
  Dice deaths(plan_.seed * 31 + static_cast<std::uint64_t>(first));
  // About five places to die at in a step.
  if (plan_.crashes_one_in > 0) until_death_ = static_cast<int>(deaths.between(1, plan_.crashes_one_in * 10));
  for (int at = first; at < plan_.steps(); ++at) {
    tell.begun(at);
    const auto now = times_[static_cast<size_t>(at)];
    Dice dice(plan_.seed * 1'000'003 + static_cast<std::uint64_t>(at));
    // Time may also go back a little, as clocks of machines do.
    clock_.set(now - (dice.one_in(200) ? Millis(dice.between(1, 120'000)) : Millis{0}));
    if (unanswered && now - unanswered->sent_at < patience) attempt(*unanswered, tell);
    unanswered.reset();
    step(dice, at, tell);
  }
  rest();
}

void World::rest() {
  clock_.set(times_.back());
  follow();
}

void World::step(Dice& dice, int at, const Tell& tell) {
  newest_.reset();
  // The followers look once a second; after a night without a process they come late.
  if (!dice.one_in(3)) {
    follow();
    tell.followed(clock_.now());
  }
  might_die();
  if (dice.one_in(plan_.steps_a_month / plan_.policies_a_month)) return publish(dice);
  if (auto call = act(dice, at)) exchange(dice, std::move(*call), tell);
}

void World::follow() {
  follow_policies();
  for (;;) {
    const auto fired = must(requests::fire_clocks(parts(), *database_, clock_.now(), 20));
    might_die();
    if (fired == 0) return;
  }
}

/// Versions come in force, and what they take with them goes on under them.
void World::follow_policies() {
  if (policies_are_planned_ && must(operators::put_due_in_force(*database_, clock_.now())) > 0) {
    might_die();
    load();
    policies_wait_ = true;
  }
  if (!policies_wait_) return;
  db::Follower(*database_, "moves", requests::note_moves).catch_up();
  might_die();
  while (must(requests::move_noted(parts(), *database_, 20)) > 0) might_die();
  policies_wait_ = false;
}

void World::publish(Dice& dice) {
  const auto house = static_cast<size_t>(dice.between(0, std::ssize(houses()) - 1));
  const auto& manager = *std::ranges::find_if(cast_, [&](const Member& member) {
    return member.house == house && member.caller.is_agent() && member.caller.roles.front() == "manager";
  });
  operators::Publish command{.proposal = any_version(house, dice), .reason = "other times", .newest_seen = 0};
  if (dice.one_in(3)) command.proposal.effective_at = clock_.now() + std::chrono::hours(dice.between(1, 72));
  if (dice.one_in(2)) command.proposal.move.whom = operators::Move::Whom::all;
  if (dice.one_in(3)) command.proposal.move = {operators::Move::Whom::at_desks, {"technical"}};
  const auto done = database_->write_now([&](db::Tx& tx) -> Result<void> {
    command.newest_seen = operators::store::newest(tx, manager.caller.operator_id);
    MADO_CHECK(operators::publish_version(tx, operators_, command, manager.caller, clock_.now()));
    might_die();
    return {};
  });
  if (!done && done.error().key != "policy.same") throw std::runtime_error(done.error().key);
  might_die();
  load();
  policies_wait_ = true;
}

std::optional<Exchange> World::act(Dice& dice, int at) {
  const auto kind = dice.between(1, 10);
  const auto place = kind <= 2 || kind >= 8 ? dice.of(customers_) : dice.of(agents_);
  const auto& member = cast_[place];
  if (member.customer == nullptr && !on_shift(member)) return std::nullopt;
  std::optional<Exchange> call;
  if (kind <= 2) {
    call = any_opening(dice, at);
  } else {
    // Now and then in somebody else's drawer.
    auto scope = member.caller.scope();
    if (dice.one_in(15)) scope = Scope::of_operator(dice.of(cast_).caller.operator_id);
    auto request = any(scope, dice);
    if (!request) return std::nullopt;
    // What is on a screen may be old.
    if (request->version > 1 && dice.one_in(12)) --request->version;
    call = member.customer == nullptr ? any_work(dice, at, *request, cast_) : any_word(dice, at, *request);
    if (dice.one_in(20)) call = look_at(at, *request);
  }
  call->member = place;
  return call;
}

void World::exchange(Dice& dice, Exchange call, const Tell& tell) {
  call.sent_at = clock_.now();
  attempt(call, tell);
  if (call.key.empty()) return;
  if (dice.one_in(12)) attempt(call, tell);
  if (!dice.one_in(25)) return;
  auto other = otherwise(call);
  other.sent_at = clock_.now();
  attempt(other, tell);
}

void World::attempt(Exchange& call, const Tell& tell) {
  call.seen.push_back(newest_ ? *newest_ : journal_end());
  newest_.reset();
  tell.sent(call);
  might_die();
  const auto reply = send(call);
  might_die();
  tell.heard(reply);
}

Heard World::send(const Exchange& sent) {
  const auto& caller = cast_[sent.member].caller;
  http::Call call{.method = sent.method, .path = sent.path, .body = sent.body};
  if (const auto query = call.path.find('?'); query != std::string::npos) {
    const auto text = call.path.substr(query + 1);
    call.path.resize(query);
    call.query.emplace_back(text.substr(0, text.find('=')), text.substr(text.find('=') + 1));
  }
  if (!sent.key.empty()) call.headers.emplace("idempotency-key", sent.key);
  if (sent.if_match > 0) call.headers.emplace("if-match", '"' + std::to_string(sent.if_match) + '"');
  const auto match = router_.match(call.method, call.path);
  call.parameters = match.parameters;
  auto reply = reply_to(*match.route, call, caller);
  return {reply.status, std::move(reply.body)};
}

/// As http/run.cpp does it, without threads and sockets.
Reply World::reply_to(const http::Route& route, const http::Call& call, const http::Caller& caller) {
  const auto command = route.parse(call);
  if (!command) return http::problem(command.error(), caller.language);
  Reply reply;
  const auto done = route.kind == http::Kind::read
                        ? database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
                            MADO_TRY(outcome, route.read(*command, caller, snapshot));
                            reply = route.show(outcome, caller);
                            return {};
                          })
                        : database_->write_now([&](db::Tx& tx) -> Result<void> {
                            const auto make = [&]() -> Result<Reply> {
                              MADO_TRY(outcome, route.write(*command, caller, tx));
                              return route.show(outcome, caller);
                            };
                            const auto now = clock_.now();
                            MADO_TRY(made, call.header("idempotency-key").empty()
                                               ? make()
                                               : http::reply_once(tx, http::idempotency_name(call, caller),
                                                                  now - replies_kept, now, make));
                            reply = std::move(made);
                            might_die();  // done, and not yet committed
                            return {};
                          });
  return done ? std::move(reply) : http::problem(done.error(), caller.language);
}

bool World::on_shift(const Member& agent) const {
  const auto local = calendar::to_local(agent.caller.zone, clock_.now());
  const auto hour =
      std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
  return agent.shift_from <= hour && hour < agent.shift_to;
}

std::optional<requests::Request> World::any(Scope scope, Dice& dice) {
  // From the most overdue, from what is due next, from those that wait, from the newest that are solved.
  const auto due = count_of(clock_.now());
  const std::vector<std::int64_t> places = {
      -1, -1, due, due, requests::waiting_keys, requests::waiting_keys, requests::solved_keys};
  requests::store::ListQuestion question;
  question.limit = 15;
  question.after.sort_key = dice.of(places);
  std::vector<requests::store::Listed> all;
  must(database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    all = requests::store::list(snapshot, scope, question);
    newest_ = db::journal_newest(snapshot).number;
    return {};
  }));
  if (all.empty()) return std::nullopt;
  return dice.of(all).request;
}

std::int64_t World::journal_end() {
  std::int64_t number = 0;
  must(database_->read_now([&](db::Snapshot& snapshot) -> Result<void> {
    number = db::journal_newest(snapshot).number;
    return {};
  }));
  return number;
}

}  // namespace mado::sim

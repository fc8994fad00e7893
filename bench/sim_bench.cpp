/// How fast a simulated desk lives (N13): a busy desk-month is 5,000 requests, each with its messages, waits
/// and changes. By the rules alone (verdict, clocks, receipts), and with routes, store and followers, in the
/// very world that tests/sim audits.
///
///   sim_bench POLICY [REQUESTS]
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "base/clock.hpp"
#include "policy/read.hpp"
#include "policy/verdict.hpp"
#include "property/seeds.hpp"
#include "sim/world.hpp"

namespace mado::sim {
namespace {

using policy::LifeEvent;
using policy::Policy;
using property::Dice;
using Kind = policy::LifeEventKind;

constexpr size_t desk_month = 5'000;

double per_cent_us(std::vector<std::int64_t>& nanos, size_t per_cent) {
  const auto place = nanos.begin() + static_cast<std::ptrdiff_t>((nanos.size() - 1) * per_cent / 100);
  std::ranges::nth_element(nanos, place);
  return static_cast<double>(*place) / 1e3;
}

/// `goal`: requests a second. `each` is what a request, or a step, took.
void print(std::string_view name, size_t requests, std::int64_t nanos, double goal, std::string_view each,
           std::vector<std::int64_t>& times) {
  const auto per_s = static_cast<double>(requests) * 1e9 / static_cast<double>(nanos);
  fmt::print(
      "{{\"bench\":\"sim/"
      "{}\",\"n\":{},\"per_s\":{:.0f},\"per_s_min\":{:.0f},\"ratio\":{:.2f},\"{}_p50_us\":{:.1f},"
      "\"{}_p99_us\":{:.1f}}}\n",
      name, requests, per_s, goal, per_s / goal, each, per_cent_us(times, 50), each, per_cent_us(times, 99));
  std::fflush(stdout);
}

policy::Question any_question(Dice& dice, Instant now) {
  policy::Question question;
  question.asker = policy::Asker::admin;
  question.roles = {"global-admin"};
  question.subscriptions = {{"business-standard", true}};
  if (dice.one_in(2)) question.subscriptions.push_back({"advanced-agreement", true});
  question.desk = dice.one_in(4) ? "billing" : "technical";
  question.impact = policy::Impact{static_cast<policy::ServiceImpact>(dice.between(0, 2)),
                                   static_cast<policy::PeopleImpact>(dice.between(0, 2)), std::nullopt};
  question.now = now;
  return question;
}

/// From the form to the receipt of the solved request. Answers how many clocks there were.
size_t live(const Policy& rules, Dice& dice, Instant at) {
  const auto question = any_question(dice, at);
  const auto verdict = policy::decide(rules, question);
  policy::Life life(rules);
  size_t clocks = 0;
  const auto take = [&](Kind kind, std::string severity = {}) {
    const LifeEvent event{.at = at,
                          .kind = kind,
                          .desk = kind == Kind::opened ? verdict.desk : std::string(),
                          .severity = std::move(severity),
                          .has = policy::entitlements(rules, question.subscriptions)};
    if (life.take(event)) clocks += life.status(at).clocks.size();
    at += std::chrono::minutes(dice.between(1, 600));
  };
  take(Kind::opened, verdict.severity);
  for (auto left = dice.between(1, 3); left > 0; --left) {
    take(Kind::agent_replied);
    if (dice.one_in(2)) take(Kind::awaiting_customer);
    if (dice.one_in(6)) take(Kind::severity_changed, dice.one_in(2) ? "B" : "C");
    take(Kind::customer_replied);
  }
  for (const auto& clock : life.status(at).clocks) clocks += life.receipt(clock.kind, at).size();
  take(Kind::solved);
  return clocks;
}

void bench_rules(const Policy& rules, size_t requests) {
  Dice dice(5);
  std::vector<std::int64_t> times;
  const auto start = *parse_instant("2026-03-02T01:00:00Z");
  size_t seen = 0;
  const auto begin = steady_nanos();
  for (size_t n = 0; n < requests; ++n) {
    const auto before = steady_nanos();
    seen += live(rules, dice, start + std::chrono::minutes(dice.between(0, 30 * 24 * 60)));
    times.push_back(steady_nanos() - before);
  }
  if (seen == 0) throw std::runtime_error("nothing lived");
  print("rules", requests, steady_nanos() - begin, desk_month, "request", times);
}

/// Thrown when enough requests were opened.
struct Enough {};

/// A folder in memory if there is one: what is measured is the program.
std::filesystem::path new_folder() {
  const auto base = std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  auto pattern = (std::filesystem::path(base) / "mado-sim-bench-XXXXXX").string();
  return mkdtemp(pattern.data());
}

void bench_store(size_t requests) {
  const auto folder = new_folder();
  // Most steps are work on requests; about one in eight opens one.
  World world({.seed = 5, .months = 1, .steps_a_month = static_cast<int>(requests * 10), .crashes_one_in = 0},
              folder, 1);
  std::vector<std::int64_t> times;
  size_t opened = 0;
  bool opens = false;
  const auto begin = steady_nanos();
  auto before = begin;
  const Tell tell{.begun =
                      [&](int) {
                        const auto now = steady_nanos();
                        times.push_back(now - before);
                        before = now;
                        if (opened >= requests) throw Enough{};
                      },
                  .sent = [&](const Exchange& call) { opens = call.path == "/api/v1/requests"; },
                  .heard = [&](const Heard& reply) { opened += opens && reply.status == 201 ? 1 : 0; },
                  .followed = [](Instant) {}};
  try {
    world.run(0, std::nullopt, tell);
  } catch (const Enough&) {
  }
  print("store", opened, steady_nanos() - begin, desk_month / 10.0, "step", times);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace mado::sim

int main(int count, char** arguments) {
  using namespace mado;
  if (count < 2) return fmt::print(stderr, "sim_bench POLICY [REQUESTS]\n"), 2;
  size_t requests = sim::desk_month;
  if (count > 2) {
    const std::string_view text = arguments[2];
    std::from_chars(text.data(), text.data() + text.size(), requests);
  }
  const auto reading = policy::read_file(arguments[1]);
  if (!reading || !reading->policy) return fmt::print(stderr, "cannot read {}\n", arguments[1]), 1;
  sim::bench_rules(*reading->policy, requests);
  sim::bench_store(requests);
}

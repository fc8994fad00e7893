/// How fast promises are counted, by the reference policy: due times with and without their segments, the
/// verdict, and all open clocks again after a calendar has changed. Processor time of one thread, the best of
/// several rounds, so that a busy machine does not blur the figure.
///
///   clock_bench POLICY [OPEN_CLOCKS]
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "policy/due.hpp"
#include "policy/read.hpp"
#include "policy/verdict.hpp"

namespace {

using namespace mado;
using policy::LifeEvent;
using Kind = policy::LifeEventKind;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int rounds = 15;
constexpr size_t starts_count = 4096;

/// Keeps what is measured from being left out.
volatile std::int64_t kept = 0;
void keep(std::int64_t value) { kept = kept + value; }

double thread_cpu_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// The fastest of the rounds, in microseconds a call.
double best_us(size_t calls, const std::function<void()>& round) {
  round();
  double best = 1e300;
  const int tries = calls < 100'000 ? rounds : 3;
  for (int n = 0; n < tries; ++n) {
    const auto begin = thread_cpu_us();
    round();
    best = std::min(best, (thread_cpu_us() - begin) / static_cast<double>(calls));
  }
  return best;
}

void print(std::string_view name, size_t n, double us, double us_max) {
  fmt::print("{{\"bench\":\"clock/{}\",\"n\":{},\"us\":{:.3f},\"us_max\":{}}}\n", name, n, us, us_max);
  std::fflush(stdout);
}

/// Moments of three years, day and night.
std::vector<Instant> random_starts() {
  std::mt19937_64 random(7);
  const auto first = *parse_instant("2025-01-01T00:00:00Z");
  std::uniform_int_distribution<int> minute(0, 3 * 365 * 24 * 60);
  std::vector<Instant> starts;
  for (size_t n = 0; n < starts_count; ++n) starts.push_back(first + minutes{minute(random)});
  return starts;
}

const std::vector<Instant> starts = random_starts();

void at_all_starts(std::string_view name, double us_max, const std::function<std::int64_t(Instant)>& work) {
  print(name, starts_count,
        best_us(starts_count,
                [&] {
                  for (const auto start : starts) keep(work(start));
                }),
        us_max);
}

std::shared_ptr<const policy::Policy> read_policy(const std::string& path) {
  const auto reading = policy::read_file(path);
  if (!reading || !reading->policy) throw std::runtime_error("cannot read " + path);
  return reading->policy;
}

/// Two spans a day, in a zone with summer time.
calendar::Calendar split_days() {
  calendar::Plan plan;
  plan.zone = "America/New_York";
  for (size_t weekday = 0; weekday < 5; ++weekday)
    plan.week[weekday] = {{hours{8}, hours{12}}, {hours{13}, hours{18}}};
  plan.recurring_holidays[std::chrono::January / 1] = "New Year";
  plan.recurring_holidays[std::chrono::July / 4] = "Independence Day";
  return *calendar::Calendar::make(std::move(plan));
}

/// Sums of the calendar alone: 20 working days of nine hours are a month.
void bench_sums(const policy::Policy& rules) {
  const auto& business = rules.calendar("business")->calendar;
  const Millis month = hours{20 * 9};
  calendar::Segments segments;
  at_all_starts("sum_month", 2, [&](Instant start) { return count_of(*business.add(start, month)); });
  at_all_starts("sum_month_with_segments", 2, [&](Instant start) {
    segments.clear();
    return count_of(*business.add(start, month, &segments)) + static_cast<std::int64_t>(segments.size());
  });
  const auto split = split_days();
  at_all_starts("sum_month_of_split_days_with_segments", 2, [&](Instant start) {
    segments.clear();
    return count_of(*split.add(start, month, &segments)) + static_cast<std::int64_t>(segments.size());
  });
  at_all_starts("business_days_of_ten_years", 20,
                [&](Instant start) { return count_of(*business.add_business_days(start, 2'500)); });
  at_all_starts("open_time_of_ten_years", 20,
                [&](Instant start) { return business.between(start, start + hours{87'660}).count(); });
}

/// The receipt of an update that is due a month after its start, because the customer was awaited meanwhile.
void bench_receipt(const policy::Policy& rules) {
  std::vector<policy::Life> lives;
  for (const auto start : starts) {
    policy::Life life(rules);
    const auto take = [&](Instant at, Kind kind) {
      LifeEvent event{.at = at, .kind = kind, .desk = {}, .severity = {}};
      if (kind == Kind::opened) event.desk = "technical", event.severity = "B";
      if (!life.take(event)) throw std::runtime_error("an impossible life");
    };
    take(start, Kind::opened);
    take(start + hours{1}, Kind::agent_replied);
    take(start + hours{2}, Kind::awaiting_customer);
    take(start + hours{28 * 24}, Kind::customer_replied);
    lives.push_back(std::move(life));
  }
  const auto receipts = [&] {
    for (size_t n = 0; n < lives.size(); ++n)
      keep(static_cast<std::int64_t>(
          lives[n].receipt(policy::ClockKind::next_update, starts[n] + hours{28 * 24}).size()));
  };
  print("receipt_of_a_month", starts_count, best_us(starts_count, receipts), 2);
}

/// A life in which the customer is awaited some thousand times: each costs as much as the first.
void bench_many_waits(const policy::Policy& rules) {
  constexpr int waits = 5'000;
  const auto live = [&] {
    policy::Life life(rules);
    auto at = starts.front();
    const auto take = [&](Kind kind, Millis after) {
      at += after;
      const bool opens = kind == Kind::opened;
      if (!life.take(
              {.at = at, .kind = kind, .desk = opens ? "technical" : "", .severity = opens ? "C" : ""}))
        throw std::runtime_error("an impossible life");
      keep(static_cast<std::int64_t>(life.status(at).clocks.size()));
    };
    take(Kind::opened, Millis{0});
    take(Kind::agent_replied, minutes{1});
    for (int n = 0; n < waits; ++n) {
      take(Kind::awaiting_customer, Millis{100});
      take(Kind::awaiting_ended, minutes{30});
    }
  };
  print("event_of_a_life_with_many_waits", waits, best_us(2 * waits, live), 2);
}

const std::string short_english = "Outlook cannot connect after the migration of mailboxes";
const std::string long_japanese = [] {
  const std::string sentence =
      "先週から Outlook で共有メールボックスを開けません。利用者の一部でサインインを求める画面がくり返し"
      "表示され、パスワードを入力しても先へ進みません。再起動と再インストールを試しました。";
  std::string text;
  while (text.size() < 1024) text += sentence;
  return text.substr(0, 1026);
}();

policy::Question question_of(const std::string& words) {
  return {.asker = policy::Asker::admin,
          .roles = {"global-admin"},
          .subscriptions = {{"business-standard", true}, {"advanced-agreement", true}},
          .extra = {},
          .desk = {},
          .topic = {},
          .words = words,
          .impact = policy::Impact{policy::ServiceImpact::impaired, policy::PeopleImpact::many, false},
          .severity = {},
          .zone = {},
          .region = {},
          .now = {}};
}

void bench_verdict(const policy::Policy& rules) {
  const std::pair<std::string_view, std::string> texts[] = {{"verdict", ""},
                                                            {"verdict_of_a_short_text", short_english},
                                                            {"verdict_of_1_kb_japanese", long_japanese}};
  for (const auto& [name, words] : texts) {
    auto question = question_of(words);
    at_all_starts(name, 20, [&](Instant start) {
      question.now = start;
      return static_cast<std::int64_t>(policy::decide(rules, question).clocks.size());
    });
  }
}

/// One open request: what the journal holds of it.
std::vector<LifeEvent> open_request(std::mt19937_64& random) {
  const auto pick = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  auto at = starts[static_cast<size_t>(pick(0, starts_count - 1))];
  std::vector<LifeEvent> events{{.at = at,
                                 .kind = Kind::opened,
                                 .desk = pick(0, 2) == 0 ? "billing" : "technical",
                                 .severity = pick(0, 2) == 0 ? "C" : "B"}};
  const auto then = [&](Kind kind) {
    at += minutes{pick(1, 3'000)};
    events.push_back({.at = at, .kind = kind, .desk = {}, .severity = {}});
  };
  if (pick(0, 3) == 0) return events;
  then(Kind::agent_replied);
  if (pick(0, 2) == 0) return events;
  then(Kind::awaiting_customer);
  if (pick(0, 1) == 0) return events;
  then(Kind::customer_replied);
  return events;
}

size_t open_clocks_of(const policy::LifeStatus& status) {
  return static_cast<size_t>(std::ranges::count(status.clocks, false, &policy::ClockStatus::answered));
}

/// What a changed calendar costs: every open clock's due and warning. From the stored start and waits of each
/// clock (one sum or two), and from the journal's events of each request, which is what replay does.
void bench_recompute(const policy::Policy& rules, size_t open_clocks) {
  std::mt19937_64 random(11);
  std::vector<std::vector<LifeEvent>> requests;
  for (size_t n = 0; n < 10'000; ++n) requests.push_back(open_request(random));

  const auto& business = rules.calendar("business")->calendar;
  const policy::Target target{.elapsed = {}, .days = 2, .calendar = "business", .text = "2bd", .place = {}};
  const auto from_terms = [&] {
    for (size_t n = 0; n < open_clocks; ++n) {
      const auto from = starts[n % starts_count];
      const policy::Waits waits(n % 4 == 0 ? 1 : 0, {.from = from + hours{20}, .to = from + hours{44}});
      const auto due = policy::due_at(&business, target, from, waits);
      const auto most = policy::time_used(&business, from, *due, waits) * 3 / 4;
      keep(count_of(*due) + count_of(*policy::used_up(&business, from, most, waits)));
    }
  };
  const auto terms_us = best_us(open_clocks, from_terms);
  print("recompute_from_terms", open_clocks, terms_us, 2);

  size_t counted = 0;
  const auto from_lives = [&] {
    counted = 0;
    for (size_t n = 0; counted < open_clocks; ++n) {
      const auto& events = requests[n % requests.size()];
      policy::Life life(rules);
      for (const auto& event : events) keep(life.take(event) ? 1 : 0);
      counted += open_clocks_of(life.status(events.back().at));
    }
  };
  print("recompute_from_lives", open_clocks, best_us(open_clocks, from_lives), 2);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return fmt::print(stderr, "clock_bench POLICY [OPEN_CLOCKS]\n"), 2;
  size_t open_clocks = 1'000'000;
  if (count > 2) {
    const std::string_view text = arguments[2];
    std::from_chars(text.data(), text.data() + text.size(), open_clocks);
  }
  const auto rules = read_policy(arguments[1]);
  bench_sums(*rules);
  bench_receipt(*rules);
  bench_many_waits(*rules);
  bench_verdict(*rules);
  bench_recompute(*rules, open_clocks);
}

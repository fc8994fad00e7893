#include "unit/policy/clocks_checker.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "unit/policy/clocks_sample.hpp"

namespace mado::policy::sample {
namespace {

using Minute = int;  // since 2026-11-01T00:00 in Asia/Shanghai, a Sunday
constexpr Minute day_length = 24 * 60;
constexpr Minute horizon = 120 * day_length;
const std::int64_t epoch = 1793462400000;  // 2026-10-31T16:00:00Z

Minute minute_of(Instant at) { return static_cast<Minute>((count_of(at) - epoch) / 60'000); }
Instant instant_at(Minute at) { return instant_of(epoch + std::int64_t{at} * 60'000); }

bool is_open(const Policy* by, const std::string& calendar, Minute at) {
  const int day = at / day_length;
  const int hour = at % day_length / 60;
  const bool weekday = day % 7 >= 1 && day % 7 <= 5;
  if (calendar == "always") return true;
  if (calendar == "extended" && by == other_policy().get()) return hour >= 8 && hour < 20;
  if (calendar == "extended") return hour >= 9;
  if (calendar == "business") return (weekday || day == 6) && day != 4 && hour >= 9 && hour < 18;
  return weekday && ((hour >= 9 && hour < 12) || (hour >= 13 && hour < 17));
}

bool is_open_day(const Policy* by, const std::string& calendar, int day) {
  for (Minute at = day * day_length; at < (day + 1) * day_length; ++at)
    if (is_open(by, calendar, at)) return true;
  return false;
}

Minute business_days(const Policy* by, const std::string& calendar, Minute from, int days) {
  while (!is_open(by, calendar, from)) ++from;
  int day = from / day_length;
  while (days > 0) days -= is_open_day(by, calendar, ++day) ? 1 : 0;
  if (calendar == "office") {  // the closing of the day's last span
    Minute at = (day + 1) * day_length;
    while (!is_open(by, calendar, at - 1)) --at;
    return at;
  }
  Minute at = day * day_length + from % day_length;
  while (!is_open(by, calendar, at)) ++at;
  return at;
}

/// One promise being used up, minute by minute.
struct Counter {
  const Policy* by;  // whose calendars it is counted on
  const Target* target;
  Minute from;
  Minute at;
  Minute left;      // of an elapsed target
  Minute day = 0;   // the n-th business day
  Minute owed = 0;  // open minutes waited, that the n-th business day is moved on by
  std::optional<Minute> due;

  Counter(const Policy* policy, const Target& counted, Minute start)
      : by(policy),
        target(&counted),
        from(start),
        at(start),
        left(static_cast<Minute>(counted.elapsed.count() / 60'000)) {
    if (counted.days > 0) day = business_days(by, counted.calendar, start, counted.days);
  }

  void tick(bool waiting) {
    if (due) return;
    const bool open = target->calendar.empty() || is_open(by, target->calendar, at);
    if (target->days == 0) {
      if (open && !waiting) --left;
      if (++at; left == 0) due = at;
      return;
    }
    if (at < day) {
      if (open && waiting) ++owed;
    } else if (open && !waiting) {
      --owed;
    }
    if (++at; at >= day && owed == 0) due = at;
  }
};

struct SlowClock {
  Minute start;
  std::vector<Counter> counters;
  std::optional<ClockState> verdict;
  std::optional<Minute> due;

  void look() {
    for (const auto& counter : counters)
      if (!due && counter.due) due = counter.due;
  }
};

class SlowLife {
 public:
  explicit SlowLife(const LifeEvent& open)
      : now_(minute_of(open.at)), begin_(now_), by_(policy().get()), has_(open.has) {
    desk_ = open.desk;
    severity_ = offered(open.severity);
    promise_ = promised(severity_);
    first_ = begin(promise_->first_response);
  }

  void walk_to(Minute at) {
    while (now_ < at) {
      waited_.push_back(awaiting_);
      tick(first_, false);
      tick(update_, awaiting_);
      tick(silence_, false);
      ++now_;
      miss(first_);
      miss(update_);
      miss(silence_);
    }
  }

  void take(const LifeEvent& event) {
    walk_to(minute_of(event.at));
    switch (event.kind) {
      case Kind::agent_replied:
        answered_ = true;
        if (first_ && !first_->verdict) first_->verdict = ClockState::kept;
        if (promise_->next_update) update_ = begin(*promise_->next_update);
        break;
      case Kind::customer_replied:
      case Kind::awaiting_ended:
        awaiting_ = false;
        silence_.reset();
        break;
      case Kind::awaiting_customer:
        if (!awaiting_) begin_silence();
        awaiting_ = true;
        break;
      case Kind::severity_changed:
        if (event.severity != severity_) change(desk_, event.severity);
        break;
      case Kind::desk_changed:
        if (event.desk != desk_) change(event.desk, severity_);
        break;
      case Kind::policy_changed:
        by_ = event.new_policy.get();
        go_on(desk_, offered(severity_), false);
        break;
      case Kind::solved:
        awaiting_ = false;
        silence_.reset();
        if (first_ && !first_->verdict) first_.reset();
        if (update_ && !update_->verdict) update_.reset();
        break;
      case Kind::reopened:
        if (promise_->next_update) update_ = begin(*promise_->next_update);
        break;
      default:
        break;
    }
  }

  std::vector<std::string> clocks() const {
    std::vector<std::string> result;
    say("first_response", first_, false, result);
    say("next_update", update_, awaiting_, result);
    say("customer_reply", silence_, false, result);
    return result;
  }

 private:
  static size_t rank(std::string_view severity) { return std::string_view("ABCD").find(severity); }

  const Promise* promised(std::string_view severity) const {
    for (const auto& promise : by_->promises)
      for (const auto& desk : promise.desks)
        if (desk == desk_ && promise.severity == severity &&
            (promise.needs.empty() || has_.contains(promise.needs)))
          return &promise;
    return nullptr;
  }

  std::string offered(const std::string& wanted) const {
    for (const auto* severity : {"A", "B", "C", "D"})
      if (rank(severity) >= rank(wanted) && promised(severity)) return severity;
    for (const auto* severity : {"D", "C", "B", "A"})
      if (promised(severity)) return severity;
    return {};
  }

  SlowClock begin(const Target& target) const { return {now_, {Counter(by_, target, now_)}, {}, {}}; }

  void begin_silence() {
    if (promise_->lower_to) silence_ = begin(promise_->lower_to->after_silence);
  }

  static void tick(std::optional<SlowClock>& clock, bool waiting) {
    if (!clock || clock->verdict) return;
    for (auto& counter : clock->counters) counter.tick(waiting);
    clock->look();
  }

  void miss(std::optional<SlowClock>& clock) const {
    if (clock && !clock->verdict && clock->due && *clock->due < now_) clock->verdict = ClockState::missed;
  }

  /// Counts a target again from the start of a clock, through all that has been.
  Counter recounted(const Target& target, Minute from, bool waits) const {
    Counter counter(by_, target, from);
    for (Minute at = from; at < now_; ++at) counter.tick(waits && waited_[static_cast<size_t>(at - begin_)]);
    return counter;
  }

  void rebind(std::optional<SlowClock>& clock, const Target& target, bool raised, bool waits) {
    if (!clock || clock->verdict) return;
    if (raised && waits && awaiting_) {
      clock = begin(target);
    } else if (raised) {
      clock->counters.emplace_back(by_, target, now_);
    } else if (auto counter = recounted(target, clock->start, waits); !counter.due) {
      clock = SlowClock{clock->start, {counter}, {}, {}};
    }
  }

  void change(const std::string& desk, const std::string& severity) {
    const auto old_rank = rank(severity_);
    desk_ = desk;
    const auto given = offered(severity);
    go_on(desk, given, rank(given) < old_rank);
  }

  void go_on(const std::string& desk, const std::string& severity, bool raised) {
    const bool had_updates = promise_->next_update.has_value();
    desk_ = desk;
    severity_ = severity;
    promise_ = promised(severity_);
    rebind(first_, promise_->first_response, raised, false);
    if (!promise_->next_update) {
      if (update_ && !update_->verdict) update_.reset();
    } else if (had_updates) {
      rebind(update_, *promise_->next_update, raised, true);
    } else if (answered_) {
      update_ = begin(*promise_->next_update);
    }
    silence_.reset();
    if (awaiting_) begin_silence();
  }

  /// Where nothing more happens, a running clock simply goes on to its due.
  void say(const std::string& name, std::optional<SlowClock> clock, bool waiting,
           std::vector<std::string>& result) const {
    if (!clock) return;
    if (clock->verdict) {
      const auto due = clock->due ? clock->due : run_out(*clock);
      result.push_back(name + ' ' + std::string(name_of(*clock->verdict)) +
                       (due ? ' ' + written(instant_at(*due)) : ""));
    } else if (waiting) {
      result.push_back(name + " waiting");
    } else {
      result.push_back(name + " running " + written(instant_at(run_out(*clock).value_or(0))));
    }
  }

  static std::optional<Minute> run_out(SlowClock clock) {
    while (!clock.due && clock.counters.front().at < horizon) {
      for (auto& counter : clock.counters) counter.tick(false);
      clock.look();
    }
    return clock.due;
  }

  Minute now_;
  Minute begin_;
  const Policy* by_;
  std::set<std::string> has_;
  std::string desk_;
  std::string severity_;
  const Promise* promise_ = nullptr;
  std::optional<SlowClock> first_, update_, silence_;
  std::vector<bool> waited_;
  bool awaiting_ = false;
  bool answered_ = false;
};

constexpr std::string_view a_for_an_agreement = R"([[promises]]
desk = "technical"
severity = "A"
needs = "agreement"
calendar = "always"
first_response = "1h"
next_update = "1h"
lower_to = { severity = "B", after_silence = "4h", warn = "2h", by = "agent" }
)";

}  // namespace

std::shared_ptr<const Policy> other_policy() {
  static const auto other = [] {
    auto text = std::string(policy_text());
    const auto put = [&](std::string_view from, std::string_view to) {
      text.replace(text.find(from), from.size(), to);
    };
    put("daily = \"09:00-24:00\"", "daily = \"08:00-20:00\"");
    put("first_response = \"6h\"", "first_response = \"9h\"");
    put("next_update = \"10h\"\n", "");
    put("next_update = \"30m\"", "next_update = \"3h\"");
    put(a_for_an_agreement, "");
    return policy_of(text);
  }();
  return other;
}

std::vector<std::string> slow_clocks(const std::vector<LifeEvent>& events, Instant now) {
  SlowLife life(events.front());
  for (size_t at = 1; at < events.size(); ++at) life.take(events[at]);
  life.walk_to(minute_of(now));
  return life.clocks();
}

}  // namespace mado::policy::sample

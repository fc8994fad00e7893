/// The journal of one request, read without the program's help, and how the request stood after each entry.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "operators/operators.hpp"
#include "requests/model.hpp"
#include "sim/obvious_life.hpp"

namespace mado::sim {

/// One entry, with what clocks do not care for.
struct Line {
  std::int64_t number = 0;  ///< its place in the journal of all
  Told told;
  std::string actor;
  std::string reason;  ///< of a change of severity: silence, objection
  std::string clock;   ///< of what became of one
  std::string due;     ///< of that clock
  bool has_message = false;
};

/// How a request stood from an entry on.
struct Moment {
  std::int64_t number = 0;
  Standing standing;
  const policy::Policy* policy = nullptr;
};

class Story {
 public:
  Story(db::Snapshot& snapshot, operators::Operators& operators, Calendars& calendars,
        const requests::Request& request);

  const std::vector<Line>& lines() const { return lines_; }
  const Line& opening() const { return lines_.front(); }
  /// Verdicts as the journal has them.
  const std::vector<Verdict>& verdicts() const { return verdicts_; }
  /// How it stood when `number` was the newest entry of the journal; null before it was opened.
  const Moment* before(std::int64_t number) const;
  ObviousLife& life() { return *life_; }
  /// Every warning that was, or is, to be given.
  const std::vector<Warning>& warnings() const { return warnings_; }
  /// What happened, a line each.
  std::string text() const;

 private:
  void take(db::Snapshot& snapshot, operators::Operators& operators, const requests::Request& request,
            std::int64_t number, const db::Entry& entry);

  std::vector<Line> lines_;
  std::vector<operators::PolicyPtr> policies_;
  std::vector<Verdict> verdicts_;
  std::vector<Warning> warnings_;
  std::vector<Moment> moments_;
  std::unique_ptr<ObviousLife> life_;
};

}  // namespace mado::sim

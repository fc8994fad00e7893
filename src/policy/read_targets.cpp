#include "policy/read_targets.hpp"

#include "policy/read_lengths.hpp"

namespace mado::policy {
namespace {

std::optional<Target> target_of(const Word& written, const std::string& calendar, Mistakes& mistakes) {
  auto length = length_of(written.text);
  if (!length) {
    note(mistakes, written.place, std::move(length).error());
    return std::nullopt;
  }
  return Target{.elapsed = length->elapsed,
                .days = length->days,
                .calendar = calendar,
                .text = written.text,
                .place = written.place};
}

std::optional<Target> read_mark(Section& section, std::string_view key, Need need, const std::string& on) {
  const auto written = section.word(key, need);
  if (!written) return std::nullopt;
  auto mark = target_of(written, on, section.mistakes());
  if (mark && mark->days > 0 && on.empty()) {
    section.note(written.place, {"mistakes.on_missing", {{"word", written.text}}});
    return std::nullopt;
  }
  return mark;
}

/// A warning comes before what it warns of, and both are told in the same kind of time.
void check_marks(const Lowering& lowering, Mistakes& mistakes) {
  const auto& silence = lowering.after_silence;
  const auto& warn = *lowering.warn;
  if ((silence.days > 0) != (warn.days > 0))
    note(mistakes, warn.place, {"mistakes.warn_mixed"});
  else if (warn.days >= silence.days && warn.elapsed >= silence.elapsed)
    note(mistakes, warn.place, {"mistakes.warn_late", {{"warn", warn.text}, {"silence", silence.text}}});
}

}  // namespace

std::optional<Target> read_target(Draft& draft, Section& section, std::string_view key, Need need,
                                  const std::string& calendar) {
  const auto* node = section.find(key, need);
  if (node == nullptr) return std::nullopt;
  if (node->is_string()) {
    const auto written = section.word(key, need);
    return written ? target_of(written, calendar, draft.mistakes) : std::nullopt;
  }
  if (!node->is_table()) {
    note_kind(section.mistakes(), *node, key, Kind::target);
    return std::nullopt;
  }
  auto table = section.section(key, need);
  const auto within = table->word("within", Need::must);
  const auto on = table->word("on", Need::may);
  if (on) check_calendar(draft, on);
  table->close();
  return within ? target_of(within, on ? on.text : calendar, draft.mistakes) : std::nullopt;
}

std::optional<Lowering> read_lowering(Draft& draft, Section& promise) {
  auto section = promise.section("lower_to", Need::may);
  if (!section) return std::nullopt;
  Lowering lowering{.place = section->place()};
  const auto severity = section->word("severity", Need::must);
  if (severity && check_severity(draft, severity)) lowering.severity = severity.text;
  lowering.severity_place = severity.place;
  const auto on = section->word("on", Need::may);
  if (on) check_calendar(draft, on);
  const auto silence = read_mark(*section, "after_silence", Need::must, on.text);
  lowering.warn = read_mark(*section, "warn", Need::may, on.text);
  using By = Lowering::By;
  lowering.by = section->choice<By>("by", Need::may, {{"agent", By::agent}, {"automatic", By::automatic}})
                    .value_or(By::agent);
  section->close();
  if (silence) lowering.after_silence = *silence;
  if (silence && lowering.warn) check_marks(lowering, draft.mistakes);
  return lowering;
}

}  // namespace mado::policy

/// The only place that asks what time it is. Everything else is handed an Instant or a Clock.
#pragma once

#include "base/instant.hpp"

namespace mado {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Milliseconds (nanoseconds) of a clock that never jumps, for measuring how long something took.
std::int64_t steady_millis();
std::int64_t steady_nanos();

}  // namespace mado

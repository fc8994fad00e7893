/// What /metrics tells: Prometheus text.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mado::http {

/// What is true now, asked when /metrics is.
struct Levels {
  size_t connections = 0;
  size_t streams = 0;
  size_t database_jobs_waiting = 0;
  size_t work_jobs_waiting = 0;
};

class Meters {
 public:
  Meters();
  std::string text(const Levels& levels);

 private:
  friend class RouteMeter;
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Gauge>& levels_;
};

/// Counts the calls of one route. Each thread has its own, so that counting looks nothing up; they add to the
/// same figures.
class RouteMeter {
 public:
  RouteMeter(Meters& meters, std::string_view method, std::string_view pattern);
  void count(int status, std::chrono::nanoseconds took);

 private:
  Meters* meters_;
  std::string method_;
  std::string pattern_;
  prometheus::Histogram* seconds_;
  std::vector<std::pair<int, prometheus::Counter*>> by_status_;
};

}  // namespace mado::http

#include "http/meters.hpp"

#include <prometheus/text_serializer.h>

namespace mado::http {
namespace {

const prometheus::Histogram::BucketBoundaries& bounds_seconds() {
  static const prometheus::Histogram::BucketBoundaries bounds = {
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
  return bounds;
}

}  // namespace

Meters::Meters()
    : calls_(prometheus::BuildCounter()
                 .Name("madoguchi_http_calls_total")
                 .Help("Calls answered, by route and status.")
                 .Register(registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("madoguchi_http_call_seconds")
                   .Help("From the last byte of a call's headers to its reply being ready.")
                   .Register(registry_)),
      levels_(prometheus::BuildGauge()
                  .Name("madoguchi_now")
                  .Help("What is open or waiting now.")
                  .Register(registry_)) {}

std::string Meters::text(const Levels& levels) {
  const auto set = [this](const char* what, size_t value) {
    levels_.Add({{"what", what}}).Set(static_cast<double>(value));
  };
  set("connections", levels.connections);
  set("streams", levels.streams);
  set("database_jobs_waiting", levels.database_jobs_waiting);
  set("work_jobs_waiting", levels.work_jobs_waiting);
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

RouteMeter::RouteMeter(Meters& meters, std::string_view method, std::string_view pattern)
    : meters_(&meters),
      method_(method),
      pattern_(pattern),
      seconds_(&meters.seconds_.Add({{"method", method_}, {"route", pattern_}}, bounds_seconds())) {}

void RouteMeter::count(int status, std::chrono::nanoseconds took) {
  seconds_->Observe(std::chrono::duration<double>(took).count());
  for (auto& [known, counter] : by_status_)
    if (known == status) return counter->Increment();
  by_status_.emplace_back(
      status,
      &meters_->calls_.Add({{"method", method_}, {"route", pattern_}, {"status", std::to_string(status)}}));
  by_status_.back().second->Increment();
}

}  // namespace mado::http

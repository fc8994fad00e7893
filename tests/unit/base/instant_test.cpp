#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace mado {
namespace {

std::string rewritten(std::string_view text) {
  const auto instant = parse_instant(text);
  return instant ? format_instant(*instant) : instant.error().key;
}

TEST(Instant, reads_rfc_3339_and_writes_it_with_z) {
  const std::pair<const char*, const char*> cases[] = {
      {"2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z"},
      {"2026-11-22t09:00:00z", "2026-11-22T09:00:00Z"},
      {"2026-11-22 09:00:00Z", "2026-11-22T09:00:00Z"},
      {"2026-11-22T17:00:00+08:00", "2026-11-22T09:00:00Z"},
      {"2026-11-22T04:30:00-04:30", "2026-11-22T09:00:00Z"},
      {"2026-11-22T09:00:00.5Z", "2026-11-22T09:00:00.500Z"},
      {"2026-11-22T09:00:00.0429999Z", "2026-11-22T09:00:00.042Z"},
      {"2026-11-22T09:00:00.000Z", "2026-11-22T09:00:00Z"},
      {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
  };
  for (const auto& [read, written] : cases) EXPECT_EQ(rewritten(read), written) << read;
}

TEST(Instant, refuses_everything_else) {
  for (const char* text : {"",
                           "now",
                           "2026-11-22",
                           "2026-11-22T09:00Z",
                           "2026-11-22T09:00:00",
                           "2026-11-22T09:00:00+0800",
                           "2026-11-22T24:00:00Z",
                           "2026-11-22T09:60:00Z",
                           "2026-11-22T09:00:60Z",
                           "2026-13-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-00-10T00:00:00Z",
                           "0000-01-01T00:00:00Z",
                           "2026-11-22T09:00:00.Z",
                           "2026-11-22T09:00:00ZZ",
                           "2026-11-22T09:00:00Z ",
                           " 2026-11-22T09:00:00Z",
                           "2026-11-22T09:00:00+24:00",
                           "+2026-11-22T09:00:00Z",
                           "2026-1-22T09:00:00Z",
                           "20261122T090000Z",
                           "2026-11-22T09:00:00.5"})
    EXPECT_EQ(rewritten(text), "time.unreadable") << text;
}

TEST(Instant, counts_milliseconds) {
  EXPECT_EQ(count_of(instant_of(-1)), -1);
  EXPECT_EQ(format_instant(instant_of(1)), "1970-01-01T00:00:00.001Z");
}

}  // namespace
}  // namespace mado

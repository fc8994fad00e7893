#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace mado {
namespace {

class SetClock final : public Clock {
 public:
  Instant now() const override { return at; }
  Instant at = instant_of(1'795'338'000'000);  // 2026-11-22T09:00:00Z
};

TEST(Id, survives_being_written_and_read) {
  for (const std::int64_t value : {std::int64_t{1}, std::int64_t{31}, std::int64_t{32}, std::int64_t{1} << 40,
                                   std::numeric_limits<std::int64_t>::max()}) {
    const auto text = RequestId{value}.text();
    EXPECT_EQ(text.size(), 4U + 13U);
    ASSERT_TRUE(RequestId::parse(text)) << text;
    EXPECT_EQ(RequestId::parse(text)->value, value);
  }
}

TEST(Id, is_read_only_as_it_is_written) {
  const auto good = RequestId{12345}.text();
  EXPECT_FALSE(OrganizationId::parse(good)) << "another kind of thing";
  for (const std::string& bad :
       {std::string(), std::string("req"), std::string("req_"), good + "0", good.substr(0, good.size() - 1),
        "x" + good, std::string("req_000000000000O"), std::string("req_000000000000i"),
        std::string("req_000000000000A"), std::string("req_zzzzzzzzzzzzz"), std::string("req_0000000000000"),
        std::string("req-0000000000001")})
    EXPECT_FALSE(RequestId::parse(bad)) << bad;
}

TEST(Id, sorts_as_text_like_as_number) {
  EXPECT_LT(base32_of(31), base32_of(32));
  EXPECT_LT(base32_of(999), base32_of(1LL << 50));
}

TEST(IdMaker, rises_also_when_the_clock_goes_back) {
  SetClock clock;
  IdMaker maker(clock, 3);
  auto last = maker.next();
  for (int n = 0; n < 10'000; ++n) {
    if (n % 3000 == 0) clock.at -= std::chrono::seconds{5};
    const auto next = maker.next();
    ASSERT_GT(next, last);
    last = next;
  }
}

TEST(IdMaker, makes_different_ids_on_different_nodes) {
  const SetClock clock;
  IdMaker first(clock, 1), second(clock, 2);
  std::set<std::int64_t> seen;
  for (int n = 0; n < 5'000; ++n) {
    EXPECT_TRUE(seen.insert(first.next()).second);
    EXPECT_TRUE(seen.insert(second.next()).second);
  }
}

TEST(IdMaker, makes_different_ids_in_different_threads) {
  const SetClock clock;
  IdMaker maker(clock, 1);
  std::vector<std::vector<std::int64_t>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& ids : made)
      threads.emplace_back([&maker, &ids] {
        for (int n = 0; n < 5'000; ++n) ids.push_back(maker.next());
      });
  }
  std::set<std::int64_t> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), 20'000U);
}

TEST(IdMaker, gives_ids_that_can_be_read_back) {
  const SystemClock clock;
  IdMaker maker(clock, 2047);
  const auto id = maker.make<MessageId>();
  EXPECT_EQ(MessageId::parse(id.text()), id);
}

}  // namespace
}  // namespace mado

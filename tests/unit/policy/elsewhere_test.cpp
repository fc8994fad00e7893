#include "policy/elsewhere.hpp"

#include <gtest/gtest.h>

namespace mado::policy {
namespace {

OutOfScope to(std::string send_to, std::string url = {}) {
  return {.id = "third-party", .send_to = std::move(send_to), .url = std::move(url)};
}

TEST(ElsewhereS16, the_question_is_carried_along) {
  const auto subject = to("community", "https://a.example/?x=1&text={question}");
  EXPECT_EQ(address_with(subject, "Add-ins", "VPN & 100%?\n"),
            "https://a.example/?x=1&text=VPN%20%26%20100%25%3F%0A");
  EXPECT_EQ(address_with(subject, "Add-ins", "加"), "https://a.example/?x=1&text=%E5%8A%A0");
  EXPECT_EQ(address_with(to("community", "https://a.example/"), "Add-ins", "VPN"), "https://a.example/");
}

TEST(ElsewhereS16, the_own_network_team_is_written_to_and_a_community_without_address_is_not) {
  EXPECT_EQ(address_with(to("customer-network-team"), "Your network", "VPN?"),
            "mailto:?subject=Your%20network&body=VPN%3F");
  EXPECT_EQ(address_with(to("customer-network-team", "https://it.example/"), "Your network", "VPN?"),
            "https://it.example/");
  EXPECT_EQ(address_with(to("community"), "Add-ins", "VPN"), "");
}

TEST(ElsewhereS16, a_long_question_is_cut_between_two_characters) {
  std::string words;
  for (int count = 0; count < 501; ++count) words += "加";
  const auto address = address_with(to("community", "https://a.example/{question}"), "", words);
  EXPECT_EQ(address.size(), std::string_view("https://a.example/").size() + 500 * 9);
  EXPECT_TRUE(address.ends_with("%E5%8A%A0"));
}

}  // namespace
}  // namespace mado::policy

#include "base/messages.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "embedded/locales.hpp"

namespace mado {
namespace {

TEST(Messages, are_said_in_each_language) {
  EXPECT_EQ(say(Language::en, "errors.status.404"), "Not found");
  EXPECT_NE(say(Language::ja, "errors.status.404"), say(Language::zh_hans, "errors.status.404"));
  EXPECT_EQ(say(Language::en, "errors.json.duplicate_key", {{"key", "a"}}),
            "The key “a” stands twice in one object.");
}

TEST(Messages, answer_their_key_when_there_is_none) {
  EXPECT_EQ(say(Language::ja, "errors.no.such"), "errors.no.such");
  EXPECT_FALSE(has_message(Language::en, "errors.no.such"));
  EXPECT_TRUE(has_message(Language::zh_hans, "errors.not_found"));
}

TEST(Messages, are_said_in_the_zone_of_each_reader) {
  const MessageValues values{{"at", *parse_instant("2026-03-02T20:30:00Z")}};
  const auto in = [&](std::string_view zone) {
    return say(Language::en, "public.time.moment", values, zone);
  };
  const auto tokyo = in("Asia/Tokyo");
  EXPECT_NE(in("Europe/Berlin"), tokyo);
  EXPECT_EQ(in("Asia/Tokyo"), tokyo);
}

/// Every message of every file must be a pattern that ICU reads, also when no value is given.
TEST(Messages, can_all_be_read) {
  for (const auto& file : embedded::locales()) {
    const auto language = language_of_code(file.name.substr(0, file.name.find('/')));
    if (!language || !file.name.ends_with(".json")) continue;
    const auto area = file.name.substr(file.name.find('/') + 1, file.name.size() - file.name.find('/') - 6);
    const auto messages = boost::json::parse(file.bytes);
    for (const auto& [key, ignored] : messages.as_object()) {
      const auto full_key = std::string(area) + '.' + std::string(key);
      EXPECT_NO_THROW(say(*language, full_key)) << file.name << " " << full_key;
      for (const auto other : all_languages) EXPECT_TRUE(has_message(other, full_key)) << full_key;
    }
  }
}

}  // namespace
}  // namespace mado

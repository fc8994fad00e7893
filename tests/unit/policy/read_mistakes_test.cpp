/// A small right policy, changed into a wrong one in many ways: each is refused at the right place, with
/// words that tell what is wrong, and with nothing else.
#include <gtest/gtest.h>

#include <ostream>

#include "policy/read.hpp"

namespace mado::policy {
namespace {

constexpr std::string_view right_policy = R"(format = 1
[operator]
id = "op"
name = { en = "Operator", ja = "事業者" }
languages = ["en", "ja"]
time_zone = "Asia/Shanghai"
hosts = ["op.localhost"]
[calendars.business]
weekdays = "09:00-18:00"
holidays = "days.ics"
make_up = "10:00-15:00"
[calendars.always]
open = "always"
[severities.A]
name = "Critical"
means = "Nothing works."
customer_owes = ["reachable"]
[severities.B]
name = "High"
means = "Something does not work."
[[triage]]
when = { service = "down", people = "many" }
severity = "A"
[[triage]]
severity = "B"
[desks.technical]
name = "Technical"
severities = ["A", "B"]
[desks.billing]
name = "Billing"
severities = ["B"]
[plans.basic]
name = "Basic"
desks = ["technical", "billing"]
features = { mail = true }
[plans.agreement]
addon = true
gives = ["advanced"]
[services.mail]
name = "Mail"
[[promises]]
desk = "technical"
severity = "A"
needs = "advanced"
calendar = "always"
first_response = "1h"
next_update = "1h"
lower_to = { severity = "B", after_silence = "4h", warn = "2h", by = "agent" }
[[promises]]
desk = ["technical", "billing"]
severity = "B"
calendar = "business"
first_response = { within = "1bd", on = "business" }
[solved]
reopen_for = "14d"
close_after = "7d"
[channels.web]
[channels.email]
address = "help@op.example"
[[channels.phone]]
number = "+86 400 000 0000"
regions = ["CN"]
languages = ["zh-Hans"]
hours = { technical = "always", "technical/A" = "always" }
[channels.callback]
slots = "30m"
[verification]
code = { digits = 6, valid_for = "10m", tries = 5, send_by = ["email"] }
opens_account_for = "15m"
[[topics]]
id = "mail/moving"
desk = "technical"
service = "mail"
name = "Moving"
words = ["move"]
[[out_of_scope]]
id = "network"
name = "Network"
words = ["VPN"]
send_to = "community"
[roles.admin]
may = ["request:*", "people:read"]
[roles.payer]
may = ["request:open@billing", "billing:*"]
[[duties]]
who = "operator"
text = "Answers."
[survey]
after = "solved"
at_most_every = "30d"
)";

constexpr std::string_view right_days = R"(BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261001
SUMMARY:National Day
END:VEVENT
END:VCALENDAR
)";

Reading read_with_days(std::string_view text, std::string_view days = right_days) {
  return read(text, [days](const std::string& name) {
    return name == "days.ics" ? std::optional(std::string(days)) : std::nullopt;
  });
}

struct Wrong {
  std::string_view from;     ///< what the right policy says
  std::string_view to;       ///< what the wrong one says instead
  std::string_view at;       ///< in `to`, or after it: where the mistake is
  std::string_view message;  ///< a part of what is said about it
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.from << " -> " << wrong.to; }

Place place_in(std::string_view text, size_t offset) {
  Place place{.line = 1, .column = 1};
  for (const char letter : text.substr(0, offset)) {
    const bool continues = (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
    if (letter == '\n')
      ++place.line, place.column = 1;
    else if (!continues)
      ++place.column;
  }
  return place;
}

std::string told(const Reading& reading) {
  std::string all;
  for (const auto& mistake : reading.mistakes)
    all += mistake.file + ':' + std::to_string(mistake.place.line) + ':' +
           std::to_string(mistake.place.column) + ": " + spoken(mistake, Language::en) + '\n';
  return all;
}

constexpr Wrong wrong_policies[] = {
    // format and keys
    {"format = 1", "format = 2", "2", "format = 1"},
    {"format = 1", "format = \"1\"", "\"1\"", "format = 1"},
    {"format = 1\n", "", "[operator]", "lacks \"format\""},
    {"time_zone =", "time_zon = 1\ntime_zone =", "time_zon", "did you mean \"time_zone\"?"},
    {"[solved]", "[survy]\n[solved]", "survy", "did you mean \"survey\"?"},
    {"warn = \"2h\"", "wran = \"2h\"", "wran", "did you mean \"warn\"?"},
    {"slots = \"30m\"", "slots = \"30m\"\nslot = 1", "slot = 1", "unknown key \"slot\""},
    // operator
    {"id = \"op\"\n", "", {}, "[operator] lacks \"id\""},
    {"id = \"op\"", "id = \"o p\"", "\"o p\"", "is no id"},
    {"id = \"op\"", "id = 7", "7", "must be a text, not a whole number"},
    {"[\"en\", \"ja\"]", "[]", "[]", "\"languages\" is empty"},
    {"[\"en\", \"ja\"]", "[\"en\", \"zh-CN\"]", "\"zh-CN\"", "did you mean \"zh-Hans\"?"},
    {"[\"en\", \"ja\"]", "[\"en\", \"en\"]", "\"en\"]", "named twice"},
    {"[\"en\", \"ja\"]", "[\"en\", 3]", "3", "list of texts"},
    {"ja = \"事業者\"", "fr = \"Le\"", "fr", "\"fr\" is not a language"},
    {"ja = \"事業者\"", "ja = \" \"", "\" \"", "is empty"},
    {"\"Asia/Shanghai\"", "\"Asia/Shangai\"", "\"Asia/Shangai", "is no time zone"},
    {"[\"op.localhost\"]", "[\"op.localhost\", \"op.localhost\"]", "\"op.localhost\"]", "named twice"},
    {"[\"op.localhost\"]", "[\"http://op\"]", "\"http", "is no host name"},
    {"hosts =", "partner_customers = \"partner-frist\"\nhosts =", "\"partner-frist\"", "\"partner-first\"?"},
    {"time_zone = \"Asia/Shanghai\"\n", "", {}, "[operator] lacks \"time_zone\""},
    // calendars
    {"weekdays = \"09:00-18:00\"", "weekdays = \"22:00-06:00\"", "\"22:00", "split it: \"22:00-24:00\""},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"09:00-00:00\"", "\"09:00", "\"09:00-24:00\""},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"9-18\"", "\"9-18\"", "no span of time"},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"09:00-25:00\"", "\"09:00", "no span of time"},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"09:00-09:00\"", "\"09:00", "is empty"},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"09:00-13:00, 12:00-18:00\"", "\"09:00", "begins before"},
    {"weekdays = \"09:00-18:00\"", "weekday = \"09:00-18:00\"", "weekday", "did you mean \"weekdays\"?"},
    {"weekdays = \"09:00-18:00\"", "weekdays = \"closed\"", {}, "is never open"},
    {"open = \"always\"", "open = \"alway\"", "\"alway\"", "did you mean \"always\"?"},
    {"open = \"always\"", "open = \"always\"\ndaily = \"09:00-10:00\"", "daily", "says nothing"},
    {"open = \"always\"", "daily = \"09:00-10:00\"\nmake_up = \"09:00-10:00\"", "make_up",
     "without \"holidays\""},
    {"open = \"always\"", "open = \"always\"\ntime_zone = \"Mars\"", "\"Mars\"", "\"caller\""},
    {"\"days.ics\"", "\"holidays.ics\"", "\"holidays.ics\"", "there is no file"},
    {"\"days.ics\"", "\"../days.ics\"", "\"../", "beside the policy"},
    {"make_up =", "business_days = \"same\"\nmake_up =", "\"same\"", "cannot be"},
    // severities and triage
    {"means = \"Nothing works.\"\n", "", {}, "[severities.A] lacks \"means\""},
    {"[\"reachable\"]", "[\"reachabel\"]", "\"reachabel\"", "did you mean \"reachable\"?"},
    {"severity = \"B\"\n[desks", "severity = \"C\"\n[desks", "\"C\"", "there is no severity \"C\""},
    {"[[triage]]\nseverity = \"B\"\n", "", {}, "without \"when\""},
    {"[[triage]]\nwhen",
     "[[triage]]\nwhen = { people = \"many\" }\nseverity = \"B\"\n[[triage]]\nwhen",
     {},
     "never reached"},
    {"people = \"many\"", "people = \"lots\"", "\"lots\"", "cannot be \"lots\""},
    {"people = \"many\"", "workaround = \"yes\"", "\"yes\"", "true or false"},
    // desks
    {"severities = [\"B\"]", "severities = [\"B\", \"Z\"]", "\"Z\"", "there is no severity \"Z\""},
    {"severities = [\"A\", \"B\"]", "", {}, "[desks.technical] lacks \"severities\""},
    {"severities = [\"B\"]", "severities = []", "[]", "is empty"},
    {"severities = [\"B\"]", "severities = [\"B\"]\nopen_to = [\"visitors\"]", "\"visitors\"",
     "\"visitor\"?"},
    {"severities = [\"B\"]", "severities = [\"B\"]\nlanguages = [\"de\"]", "\"de\"", "not a language"},
    // promises
    {"desk = \"technical\"\nseverity = \"A\"", "desk = \"tecnical\"\nseverity = \"A\"", "\"tecnical\"",
     "did you mean \"technical\"?"},
    {"needs = \"advanced\"", "needs = \"advance\"", "\"advance\"", "did you mean \"advanced\"?"},
    {"calendar = \"always\"\nfirst", "calendar = \"allways\"\nfirst", "\"allways\"", "\"always\"?"},
    {"first_response = \"1h\"", "first_response = \"1 hour\"", "\"1 hour\"", "no length of time"},
    {"first_response = \"1h\"", "first_response = \"0h\"", "\"0h\"", "more than zero"},
    {"first_response = \"1h\"", "first_response = \"-1h\"", "\"-1h\"", "more than zero"},
    {"first_response = \"1h\"", "first_response = \"99999999999h\"", "\"9999", "too long"},
    {"first_response = \"1h\"", "first_response = 60", "60", "must be a length of time"},
    {"first_response = \"1h\"\n", "", {}, "lacks \"first_response\""},
    {"on = \"business\" }", "on = \"busines\" }", "\"busines\"", "did you mean \"business\"?"},
    {"within = \"1bd\"", "withn = \"1bd\"", "withn", "did you mean \"within\"?"},
    {"lower_to = { severity = \"B\"", "lower_to = { severity = \"A\"", {}, "lower than \"A\""},
    {"after_silence = \"4h\"", "after_silence = \"2bd\"", "\"2bd\"", "say on which calendar"},
    {"warn = \"2h\"", "warn = \"4h\"", "\"4h\"", "must come before"},
    {"warn = \"2h\"", "warn = \"1bd\", on = \"business\"", "\"1bd\"", "or neither"},
    {"by = \"agent\"", "by = \"nobody\"", "\"nobody\"", "cannot be \"nobody\""},
    {"next_update = \"1h\"", "next_update = \"1h\"\nnext_updat = 1", "next_updat = 1", "\"next_update\"?"},
    {"[solved]",
     "[[promises]]\ndesk=\"billing\"\nseverity=\"B\"\ncalendar=\"always\"\nfirst_response=\"1h\"\n[solved]",
     "[[promises]]", "never holds"},
    // solved, channels, verification
    {"reopen_for = \"14d\"", "reopen_for = \"14bd\"", "\"14bd\"", "plain time"},
    {"close_after = \"7d\"\n", "", {}, "lacks \"close_after\""},
    {"help@op.example", "help", "\"help\"", "no e-mail address"},
    {"+86 400 000 0000", "110", "\"110\"", "no telephone number"},
    {"regions = [\"CN\"]", "regions = [\"China\"]", "\"China\"", "two capital letters"},
    {"languages = [\"zh-Hans\"]", "languages = [\"Chinese!\"]", "\"Chinese!\"", "no language code"},
    {"{ technical = \"always\",", "{ techncal = \"always\",", "techncal", "did you mean \"technical\"?"},
    {"\"technical/A\" = \"always\"", "\"billing/A\" = \"always\"", "\"billing/A\"", "has no severity \"A\""},
    {"\"technical/A\" = \"always\"", "\"technical/A\" = \"ever\"", "\"ever\"", "there is no calendar"},
    {"digits = 6", "digits = 0", "0,", "from 4 to 12"},
    {"send_by = [\"email\"]", "send_by = [\"pigeon\"]", "\"pigeon\"", "cannot be \"pigeon\""},
    // plans, services, topics
    {"desks = [\"technical\", \"billing\"]", "desks = [\"technicl\"]", "\"technicl\"", "\"technical\"?"},
    {"gives = [\"advanced\"]", "gives = [\"advanced\"]\ntrail = true", "trail", "did you mean \"trial\"?"},
    {"{ mail = true }", "{ mail = 1 }", "1 }", "true or false"},
    {"{ mail = true }", "{ mial = true }\n[features.apps]\nname = \"Apps\"", "mial",
     "did you mean \"mail\"?"},
    {"service = \"mail\"", "service = \"mial\"", "\"mial\"", "did you mean \"mail\"?"},
    {"desk = \"technical\"\nservice", "desk = \"sales\"\nservice", "\"sales\"", "there is no desk \"sales\""},
    {"[[out_of_scope]]", "[[topics]]\nid=\"mail/moving\"\ndesk=\"billing\"\nname=\"X\"\n[[out_of_scope]]",
     "\"mail/moving\"\ndesk=", "stands already in line"},
    {"send_to = \"community\"", "send_to = \"comunity\"", "\"comunity\"", "did you mean \"community\"?"},
    // people
    {"\"people:read\"", "\"people:raed\"", "\"people:raed\"", "did you mean \"people:read\"?"},
    {"request:open@billing", "request:open@biling", "\"request:open@biling\"", "did you mean \"billing\"?"},
    {"request:open@billing", "people:*@billing", "\"people", "only rights on requests"},
    {"may = [\"request:*\", \"people:read\"]", "may = []", "[]", "\"may\" is empty"},
    {"who = \"operator\"", "who = \"somebody\"", "\"somebody\"", "cannot be"},
    {"after = \"solved\"", "after = \"lunch\"", "\"lunch\"", "cannot be \"lunch\""},
};

class ReadMistakes : public testing::TestWithParam<Wrong> {};

TEST_P(ReadMistakes, AreToldAtTheirPlace) {
  const auto& wrong = GetParam();
  std::string text(right_policy);
  const auto offset = text.find(wrong.from);
  ASSERT_NE(offset, std::string::npos) << wrong.from;
  text.replace(offset, wrong.from.size(), wrong.to);
  const auto reading = read_with_days(text);
  EXPECT_EQ(reading.policy, nullptr);
  ASSERT_EQ(reading.mistakes.size(), 1U) << told(reading);
  const auto& mistake = reading.mistakes.front();
  const auto said = spoken(mistake, Language::en);
  EXPECT_TRUE(said.contains(wrong.message)) << said;
  if (wrong.at.data() == nullptr) return;
  const auto expected = place_in(text, text.find(wrong.at, offset == 0 ? 0 : offset - 1));
  EXPECT_EQ(mistake.place.line, expected.line) << said;
  EXPECT_EQ(mistake.place.column, expected.column) << said;
}

INSTANTIATE_TEST_SUITE_P(Each, ReadMistakes, testing::ValuesIn(wrong_policies));

TEST(Read, TakesTheRightPolicy) {
  const auto reading = read_with_days(right_policy);
  EXPECT_NE(reading.policy, nullptr) << told(reading);
}

TEST(Read, AnswersASyntaxErrorAlone) {
  const auto reading = read_with_days("format = 1\n[operator\nid = 7\n");
  ASSERT_EQ(reading.mistakes.size(), 1U);
  EXPECT_EQ(reading.mistakes.front().place.line, 2U);
}

TEST(Read, AnswersADoubledKeyAsSyntax) {
  const auto reading = read_with_days("format = 1\nformat = 1\n");
  ASSERT_EQ(reading.mistakes.size(), 1U);
  EXPECT_EQ(reading.mistakes.front().place.line, 2U);
}

TEST(Read, TellsAMistakeOfTheHolidayFileByItsOwnLine) {
  const auto reading =
      read_with_days(right_policy, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2026\n");
  ASSERT_EQ(reading.mistakes.size(), 1U) << told(reading);
  EXPECT_EQ(reading.mistakes.front().file, "days.ics");
  EXPECT_EQ(reading.mistakes.front().place.line, 3U) << told(reading);
}

TEST(Read, TellsAllMistakesInTheOrderOfTheFile) {
  std::string text(right_policy);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"Asia/Shanghai", "Nowhere"},
           {"09:00-18:00", "18:00-09:00"},
           {"when = { service", "when = { servce"},
           {"first_response = \"1h\"", "first_response = \"soon\""},
           {"desk = \"technical\"\nservice", "desk = \"none\"\nservice"},
           {"\"people:read\"", "\"people:write\""}})
    text.replace(text.find(from), from.size(), to);
  const auto reading = read_with_days(text);
  ASSERT_EQ(reading.mistakes.size(), 6U) << told(reading);
  for (size_t at = 1; at < reading.mistakes.size(); ++at)
    EXPECT_LT(reading.mistakes[at - 1].place.line, reading.mistakes[at].place.line);
}

TEST(Read, WantsAPromiseForEverySeverityOfADesk) {
  std::string text(right_policy);
  text.replace(text.find("[\"technical\", \"billing\"]\nseverity"), 24, "\"technical\"");
  const auto reading = read_with_days(text);
  ASSERT_EQ(reading.mistakes.size(), 1U) << told(reading);
  EXPECT_TRUE(spoken(reading.mistakes.front(), Language::en).contains("there is no promise for it"));
}

TEST(Read, WantsTheLowestSeverityForEverybody) {
  std::string text(right_policy);
  const std::string_view last = "calendar = \"business\"\nfirst_response";
  text.insert(text.find(last), "needs = \"advanced\"\n");
  const auto reading = read_with_days(text);
  ASSERT_EQ(reading.mistakes.size(), 2U) << told(reading);  // both desks end with B
  EXPECT_TRUE(spoken(reading.mistakes.front(), Language::en).contains("must hold for everybody"));
}

TEST(Read, RefusesAPromiseForASeverityTheDeskLacks) {
  std::string text(right_policy);
  text.replace(text.find("desk = \"technical\"\nseverity = \"A\""), 18,
               "desk = [\"technical\", \"billing\"]");
  const auto reading = read_with_days(text);
  ASSERT_EQ(reading.mistakes.size(), 1U) << told(reading);
  EXPECT_TRUE(
      spoken(reading.mistakes.front(), Language::en).contains("desk \"billing\" has no severity \"A\""));
}

TEST(Read, KeepsTheFilesItWasMadeFrom) {
  const auto reading = read_with_days(right_policy);
  EXPECT_EQ(reading.source.text, right_policy);
  EXPECT_EQ(reading.source.files.at("days.ics"), right_days);
}

TEST(Read, FindsNoFileWhereThereIsNone) {
  const auto reading = read_file("/nowhere/policy.toml");
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace mado::policy

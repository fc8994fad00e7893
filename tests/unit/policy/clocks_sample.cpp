#include "unit/policy/clocks_sample.hpp"

#include <gtest/gtest.h>

#include "policy/read.hpp"

namespace mado::policy::sample {
namespace {

constexpr std::string_view text = R"toml(
format = 1
[operator]
id = "sample"
name = "Sample"
languages = ["en"]
time_zone = "Asia/Shanghai"
partner_customers = "partner-first"
hosts = ["sample.localhost"]

[calendars.always]
open = "always"
[calendars.extended]
daily = "09:00-24:00"
[calendars.business]
weekdays = "09:00-18:00"
holidays = "holidays.ics"
[calendars.office]
weekdays = "09:00-12:00, 13:00-17:00"
business_days = "end-of-day"

[severities.A]
name = "Critical"
means = "Everything stands still."
customer_owes = ["impact-statement", "reachable"]
[severities.B]
name = "High"
means = "It works badly."
customer_owes = ["reachable"]
[severities.C]
name = "Low"
means = "A question."
[severities.D]
name = "None"
means = "Nobody offers this."

[[triage]]
when = { service = "down", people = "many" }
severity = "A"
[[triage]]
when = { service = "impaired", workaround = true }
severity = "C"
[[triage]]
when = { service = "impaired" }
severity = "B"
[[triage]]
severity = "C"

[desks.technical]
name = "Technical"
severities = ["A", "B", "C"]
[desks.billing]
name = "Billing"
severities = ["B", "C"]
[desks.night]
name = "Night"
severities = ["A"]
open_to = ["visitor", "admin"]

[[promises]]
desk = "technical"
severity = "A"
needs = "gold"
calendar = "always"
first_response = "30m"
next_update = "30m"
[[promises]]
desk = "technical"
severity = "A"
needs = "agreement"
calendar = "always"
first_response = "1h"
next_update = "1h"
lower_to = { severity = "B", after_silence = "4h", warn = "2h", by = "agent" }
[[promises]]
desk = "technical"
severity = "B"
calendar = "extended"
first_response = "6h"
next_update = { within = "2bd", on = "business" }
lower_to = { severity = "C", after_silence = "5bd", warn = "3bd", on = "business", by = "agent" }
[[promises]]
desk = "technical"
severity = "C"
calendar = "extended"
first_response = { within = "3bd", on = "business" }
[[promises]]
desk = "billing"
severity = "B"
calendar = "office"
first_response = "1bd"
next_update = "2bd"
[[promises]]
desk = "billing"
severity = "C"
calendar = "business"
first_response = "2bd"
next_update = "10h"
[[promises]]
desk = "night"
severity = "A"
calendar = "business"
first_response = "3h"
next_update = "5h"

[solved]
reopen_for = "14d"
close_after = "14d"

[channels.web]
[channels.email]
address = "support@sample.example"
[[channels.phone]]
number = "+86 400-000-0000"
regions = ["CN"]
languages = ["zh-Hans", "en"]
hours = { technical = "extended", "technical/A" = "always", billing = "business" }
[channels.callback]
slots = "30m"

[plans.basic]
name = "Basic"
desks = ["technical", "billing"]
[plans.bills]
name = "Bills"
desks = ["billing"]
[plans.agreement]
name = "Agreement"
addon = true
gives = ["agreement"]
[plans.gold]
name = "Gold"
addon = true
gives = ["gold"]

[[topics]]
id = "mail/migration"
desk = "technical"
name = "Moving mailboxes"
words = ["migration", "移行", "迁移", "IMAP"]
[[topics]]
id = "billing/renewal"
desk = "billing"
name = "Renewing"
words = ["renewal", "renew"]

[[out_of_scope]]
id = "third-party"
name = "Other makers"
words = ["add-in", "アドイン", "加载项"]
send_to = "community"
[[out_of_scope]]
id = "network"
name = "Your network"
words = ["VPN", "プロキシ"]
send_to = "customer-network-team"

[roles.global-admin]
may = ["request:*"]
[roles.billing-admin]
may = ["request:open@billing", "request:read@billing", "billing:*"]
[roles.user-admin]
may = ["people:*"]
)toml";

constexpr std::string_view holidays =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//sample//EN\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261105\r\n"
    "SUMMARY:Founders' Day\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261107\r\n"
    "SUMMARY:Working Saturday\r\nCATEGORIES:WORKDAY\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

}  // namespace

std::string_view policy_text() { return text; }

std::shared_ptr<const Policy> policy_of(std::string_view written) {
  auto reading = read(written, [](const std::string&) { return std::optional(std::string(holidays)); });
  for (const auto& mistake : reading.mistakes)
    ADD_FAILURE() << "sample policy, line " << mistake.place.line << ": " << spoken(mistake, Language::en);
  return reading.policy;
}

std::shared_ptr<const Policy> policy() {
  static const auto shared = policy_of(text);
  return shared;
}

Instant local(std::string_view written_local) {
  const auto at = parse_instant(std::string(written_local) + ":00+08:00");
  EXPECT_TRUE(at) << written_local;
  return at.value_or(Instant{});
}

std::string written(Instant at) {
  auto result = format_instant(at + std::chrono::hours(8));
  result.pop_back();
  return result.ends_with(":00") ? result.substr(0, result.size() - 3) : result;
}

LifeEvent opened(std::string_view at, std::string desk, std::string severity, std::set<std::string> has) {
  return {.at = local(at),
          .kind = Kind::opened,
          .desk = std::move(desk),
          .severity = std::move(severity),
          .has = std::move(has)};
}

LifeEvent event(std::string_view at, Kind kind) {
  return {.at = local(at), .kind = kind, .desk = {}, .severity = {}};
}

LifeEvent severity(std::string_view at, std::string id) {
  return {.at = local(at), .kind = Kind::severity_changed, .desk = {}, .severity = std::move(id)};
}

LifeEvent desk(std::string_view at, std::string id) {
  return {.at = local(at), .kind = Kind::desk_changed, .desk = std::move(id), .severity = {}};
}

Life live(const std::vector<LifeEvent>& events) {
  Life life(*policy());
  for (const auto& one : events) {
    const auto taken = life.take(one);
    EXPECT_TRUE(taken) << name_of(one.kind) << " at " << written(one.at) << ": " << taken.error().key;
  }
  return life;
}

std::vector<std::string> clocks(const Life& life, std::string_view now) {
  std::vector<std::string> result;
  for (const auto& clock : life.status(local(now)).clocks)
    result.push_back(std::string(name_of(clock.kind)) + ' ' + std::string(name_of(clock.state)) +
                     (clock.due ? ' ' + written(*clock.due) : ""));
  return result;
}

}  // namespace mado::policy::sample

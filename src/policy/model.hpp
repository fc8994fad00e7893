/// A support policy as read and checked: plain facts, immutable, no decisions. policy/read.hpp makes it from
/// a file, policy/verdict.hpp and policy/clocks.hpp decide by it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "calendar/calendar.hpp"
#include "policy/words.hpp"

namespace mado::policy {

/// Where something stands in the policy file, for "which line says so". Lines and columns count from 1.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class PartnerCustomers { partner_only, partner_first, operator_too };  // S5

struct OperatorFacts {
  std::string id = {};  ///< "m365-cn"
  Texts name = {};
  std::vector<Language> languages = {};
  std::string time_zone = {};
  PartnerCustomers partner_customers = PartnerCustomers::partner_first;
  Place partner_customers_place = {};  ///< of [operator], if the file leaves it out
  std::vector<std::string> hosts = {};
  Place hosts_place = {};
};

/// A calendar by its name in the file. `caller_zone`: counted in the customer's own zone (time_zone =
/// "caller").
struct NamedCalendar {
  std::string id = {};
  calendar::Plan plan = {};
  calendar::Calendar calendar;  ///< in the operator's zone where it is the caller's
  bool caller_zone = false;
  Place place = {};
};

struct Severity {
  std::string id = {};
  Texts name = {};
  Texts means = {};
  std::vector<Texts> signs = {};
  std::vector<std::string> customer_owes =
      {};  ///< impact-statement, people-assigned, correct-contacts, reachable (S19)
  Place place = {};
};

enum class ServiceImpact { down, impaired, question };
enum class PeopleImpact { one, some, many };

/// The first row whose given conditions all hold decides (S17).
struct TriageRow {
  std::optional<ServiceImpact> service = {};
  std::optional<PeopleImpact> people = {};
  std::optional<bool> workaround = {};
  std::string severity = {};
  Place place = {};  ///< of "when"; of "severity" in a row without it
};

enum class Audience { visitor, admin, end_user };

struct Desk {
  std::string id = {};
  Texts name = {};
  Texts about = {};                          ///< what it answers, for the public page; may be empty
  std::vector<std::string> severities = {};  ///< gravest first
  std::set<Audience> open_to = {Audience::admin};
  std::vector<Language> languages = {};  ///< empty: the operator's
  Place place = {};
  Place severities_place = {};
};

/// A length of promised time: elapsed open time, or business days; on which calendar it counts.
struct Target {
  Millis elapsed{0};          ///< used if days == 0
  int days = 0;               ///< business days
  std::string calendar = {};  ///< id of the calendar it is counted on
  std::string text = {};      ///< as written: "1h", "1bd"
  Place place = {};
};

/// A mark of silence: business days or open time of `calendar`, or plain elapsed time where it is empty.
struct Lowering {
  std::string severity = {};
  Target after_silence = {};
  std::optional<Target> warn = {};
  enum class By { agent, automatic } by = By::agent;
  Place place = {};
  Place severity_place = {};
};

struct Promise {
  std::vector<std::string> desks = {};
  std::string severity = {};
  std::string needs = {};  ///< entitlement without which it does not hold; may be empty (S21)
  std::string calendar = {};
  Target first_response = {};
  std::optional<Target> next_update = {};
  std::optional<Lowering> lower_to = {};
  Place place = {};
  Place needs_place = {};  ///< of the line "needs"
};

struct Solved {
  Millis reopen_for{0};
  Millis close_after{0};
};

struct Phone {
  std::string number = {};
  std::vector<std::string> regions = {};          ///< ISO 3166 alpha-2; empty = everywhere
  std::vector<std::string> languages = {};        ///< BCP 47 tags: a voice may speak more than the screens do
  std::map<std::string, std::string> hours = {};  ///< "desk" or "desk/severity" → calendar id
  Place place = {};
};

struct Channels {
  bool web = false;
  std::string email_address = {};  ///< empty: no e-mail
  std::vector<Phone> phones = {};
  std::optional<Millis> callback_slots = {};
  std::string wechat_account = {};
};

struct Verification {  // S8
  bool known_number_is_enough = true;
  int digits = 6;
  Millis valid_for{0};
  int tries = 5;
  std::vector<std::string> send_by = {};
  Millis opens_account_for{0};
};

/// Who does what, as the public page tells it (S24-S26).
struct Duty {
  enum class Who { admin, operator_ } who = Who::operator_;
  Texts text = {};
  Place place = {};
};

/// Something that plans contain or lack (S27).
struct Feature {
  std::string id = {};
  Texts name = {};
  Place place = {};
};

struct Plan {
  std::string id = {};
  Texts name = {};
  Texts obtain = {};  ///< the way to it, where it is not simply bought (N5); may be empty
  bool trial = false;
  bool addon = false;
  std::vector<std::string> desks = {};        ///< empty for add-ons that open none
  std::vector<std::string> gives = {};        ///< entitlements
  std::map<std::string, bool> features = {};  ///< by id of feature or service
  Place place = {};
};

struct Topic {
  std::string id = {};
  std::string desk = {};
  std::string service = {};  ///< id of the service it belongs to; may be empty
  Texts name = {};
  std::vector<std::string> words = {};
  Place place = {};
};

struct OutOfScope {
  std::string id = {};
  Texts name = {};
  std::vector<std::string> words = {};
  std::string send_to = {};
  std::string url = {};  ///< where to ask it; may hold "{question}"; may be empty
  Place place = {};
};

struct Service {
  std::string id = {};
  Texts name = {};
  Place place = {};
};

struct Role {
  std::string id = {};
  Texts name = {};
  std::vector<std::string> may = {};  ///< "request:open", "request:*", "request:read@billing" …
  Place place = {};
  Place may_place = {};
};

struct Survey {
  std::string after = {};
  Millis at_most_every{0};
  int scale = 5;
};

/// Where the help pane may stand: "https://app.example", as a browser's Origin header says it.
struct Pane {
  std::vector<std::string> origins = {};

  bool stands_on(std::string_view origin) const;
};

/// Every list is in the order of the file.
struct Policy {
  OperatorFacts operator_facts;
  std::vector<NamedCalendar> calendars;
  std::vector<Severity> severities;  ///< gravest first
  std::vector<TriageRow> triage;
  std::vector<Desk> desks;
  std::vector<Promise> promises;
  Solved solved;
  Channels channels;
  std::optional<Verification> verification;
  std::vector<Duty> duties;
  std::vector<Plan> plans;
  std::vector<Feature> features;
  std::vector<Topic> topics;
  std::vector<OutOfScope> out_of_scope;
  std::vector<Service> services;
  std::vector<Role> roles;
  std::optional<Survey> survey;
  Pane pane;
  WordTable topic_words;         ///< of all topics; owners are their places in `topics`
  WordTable out_of_scope_words;  ///< owners are places in `out_of_scope`

  const NamedCalendar* calendar(std::string_view id) const;
  const Severity* severity(std::string_view id) const;
  const Desk* desk(std::string_view id) const;
  const Plan* plan(std::string_view id) const;
  const Topic* topic(std::string_view id) const;
  const Service* service(std::string_view id) const;
  const Role* role(std::string_view id) const;
  /// 0 for the gravest; severities.size() for an unknown one.
  size_t rank(std::string_view severity) const;
};

}  // namespace mado::policy

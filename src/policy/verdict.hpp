/// What happens if this is opened now: one pure function that the form, the API, `policy explain` and the
/// phone screen all use (policy rows S2, S5, S13-S16, S21, N5).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/clocks.hpp"
#include "policy/model.hpp"
#include "policy/offer.hpp"

namespace mado::policy {

/// Answers to the plain questions (S17).
struct Impact {
  ServiceImpact service = ServiceImpact::question;
  PeopleImpact people = PeopleImpact::one;
  std::optional<bool> workaround;
};

enum class Asker { visitor, end_user, admin };

/// A subscription as the verdict needs it.
struct Held {
  std::string plan;
  bool direct = true;  ///< bought from the operator itself; false: through a partner
};

struct Question {
  Asker asker = Asker::visitor;
  std::vector<std::string> roles;  ///< ids of the person's admin roles
  std::vector<Held> subscriptions;
  std::set<std::string> extra;  ///< entitlements given by hand (`--has`)
  bool insists = false;         ///< "open anyway", where partner customers may (S5)
  std::string desk;             ///< asked for; empty = by topic, else the first the asker may use
  std::string topic;
  std::string words;             ///< subject and description, for subjects out of scope (S16)
  std::optional<Impact> impact;  ///< what derives the severity …
  std::string severity;          ///< … unless one is asked for by name
  std::string zone;              ///< the asker's, for calendars that count in it; empty = operator's
  std::string region;            ///< ISO 3166, for phone numbers; empty = all
  std::vector<std::string> languages = {};  ///< the asker's, BCP 47, the preferred first; for phone numbers
  Instant now;
};

enum class Answer {
  allowed,
  ask_own_admins,
  ask_partner,
  no_subscription,
  role_lacks_right,
  desk_not_open,
  unknown_desk
};

/// A way of contact, open now or next.
struct Way {
  std::string kind;   ///< web, email, phone, callback
  std::string value;  ///< address or number
  std::vector<std::string> languages;
  std::string calendar;  ///< id; empty = always
  bool open_now = true;
  std::optional<Instant> opens_at = {};   ///< if closed now
  std::optional<Instant> closes_at = {};  ///< if open now and it ever closes
};

/// Why a graver severity was not given, and what would lift the limit (N5).
struct Limit {
  std::string asked;
  std::string given;
  enum class Reason { desk_lacks_severity, needs_entitlement } reason = Reason::needs_entitlement;
  std::string needs;                   ///< the entitlement (of several clauses the first's)
  std::vector<std::string> lifted_by;  ///< ids of the plans that give it, or another that is enough
  Place place;                         ///< the line that says so
  std::vector<Place> places = {};      ///< of every clause for this severity; the one above is the first
};

/// Where to go instead, and what would let one in, where the answer is no (S2, S5, S13, N5).
struct WayOn {
  std::vector<std::string> desks = {};  ///< ids of those the asker may use now, in the order of the file
  std::vector<std::string> plans = {};  ///< no_subscription: ids of the plans that open the desk
  std::vector<std::string> roles = {};  ///< role_lacks_right: ids of the roles that may open here
};

struct Verdict {
  Answer answer = Answer::allowed;
  bool may_insist = false;  ///< ask_partner: "new request anyway" is possible
  std::string desk;
  std::string severity_asked;
  std::string severity;
  std::optional<Place> triage_place;       ///< the row that chose the severity asked for
  std::optional<Limit> limit;              ///< of the severity asked for …
  std::vector<Limit> further_limits = {};  ///< … and of those between it and the one given, gravest first
  WayOn way_on = {};
  const Promise* promise = nullptr;
  std::vector<ClockStatus> clocks;  ///< what would run if it were opened now
  std::vector<std::string> customer_owes;
  std::vector<Way> ways;
  std::optional<std::string>
      out_of_scope;  ///< id of the subject its words speak of; a hint, not a refusal (S16)
  Place place;       ///< the line behind the answer where it is not allowed
};

/// Entitlements of a set of subscriptions (S9, S21).
std::set<std::string> entitlements(const Policy& policy, const std::vector<Held>& held);

/// The severity that the answers lead to, and the row that said so (S17).
const TriageRow* triage(const Policy& policy, const Impact& impact);

/// The desk that the words of a topic lead to; null if no topic's words are found.
const Topic* topic_by_words(const Policy& policy, std::string_view text);

Verdict decide(const Policy& policy, const Question& question);

}  // namespace mado::policy

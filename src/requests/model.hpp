/// The heart: service requests, their messages, files and clocks. Plain structs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/language.hpp"
#include "policy/verdict.hpp"

namespace mado::requests {

enum class Status { open, awaiting_customer, solved, closed };
enum class Visibility { everyone, agents };
enum class AuthorKind { person, agent };
enum class View { mine, unassigned, due, waiting, all };
enum class ContactWay { email, phone, callback };
/// Why a request was opened because of another one.
enum class LinkKind { split, follow_up };
/// What a request is to the one that it is linked with.
enum class Relation { split_from, split_off, follow_up_of, followed_up_by };

/// The clock by which a queue sorts a request.
struct NextClock {
  std::string kind;  ///< "" if there is none
  std::string state;
  std::optional<Instant> started_at;
  std::optional<Instant> due;
  std::optional<Instant> warn_at;
  std::string calendar;  ///< its target counts on
};

/// One request as lists show it.
struct Request {
  RequestId id;
  OperatorId operator_id;
  OrganizationId organization_id;
  std::int64_t number = 0;
  std::string desk;
  std::string topic;  ///< "" if none
  std::string severity;
  std::string severity_asked;
  Status status = Status::open;
  std::string subject;
  Language language = Language::en;
  PersonId opened_by;
  Instant opened_at;
  Instant updated_at;
  std::int64_t version = 1;
  PersonId assignee;  ///< 0: nobody
  std::int64_t policy_version = 0;
  std::int64_t sort_key = 0;
  bool warned = false;
  NextClock next;
  std::optional<Instant> awaiting_since;
  std::optional<Instant> solved_at;
};

struct Contact {
  ContactWay way = ContactWay::email;
  std::string email;
  std::string phone;
};

/// What is read only when one request is opened.
struct Detail {
  Contact contact;
  policy::Impact impact;
  std::string business_impact;
  IncidentId incident;  ///< 0: none
};

struct Message {
  MessageId id;
  PersonId author;
  AuthorKind author_kind = AuthorKind::person;
  std::string author_name;
  Visibility visibility = Visibility::everyone;
  std::string text;  ///< Markdown
  Instant at;
};

struct Attachment {
  AttachmentId id;
  OrganizationId organization_id;  ///< 0: an agent's, not yet in a message
  RequestId request;               ///< 0: not yet in a message
  MessageId message;
  PersonId uploaded_by;
  std::string name;
  std::string type;
  std::int64_t bytes_count = 0;
  Instant at;
};

/// Another request, as the one that it is linked with tells of it.
struct LinkedRequest {
  Relation relation = Relation::split_from;
  RequestId id;
  std::int64_t number = 0;
  std::string subject;
  Status status = Status::open;
  std::string desk;
};

/// A clock as it is stored.
struct StoredClock {
  policy::ClockStatus status;
  bool warned = false;
  std::optional<Instant> fires_at;  ///< its next mark: the warning, then the miss
  policy::Target target;            ///< what it counts towards; `place` is the line of the policy
};

std::string_view name_of(Status status);
std::string_view name_of(Visibility visibility);
std::string_view name_of(AuthorKind kind);
std::string_view name_of(ContactWay way);
std::string_view name_of(LinkKind kind);
std::string_view name_of(Relation relation);
std::string_view name_of(policy::ServiceImpact impact);
std::string_view name_of(policy::PeopleImpact impact);
Status status_of(std::string_view name);
ContactWay contact_way_of(std::string_view name);
LinkKind link_kind_of(std::string_view name);
/// What the newer of two requests is to the older, and the other way round.
Relation relation_to_origin(LinkKind kind);
Relation relation_to_newer(LinkKind kind);
policy::ServiceImpact service_impact_of(std::string_view name);
policy::PeopleImpact people_impact_of(std::string_view name);

}  // namespace mado::requests

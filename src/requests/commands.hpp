/// The commands of requests: what each asks for, and how it is carried out in one transaction. HTTP, mail and
/// phone lead to the same commands (S11, S31).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "http/call.hpp"
#include "operators/operators.hpp"
#include "requests/view.hpp"

namespace mado::requests {

/// What commands need beyond the transaction.
struct Parts {
  operators::Operators& operators;
  IdMaker& ids;
  const Clock& clock;
};

/// What somebody wants to ask of a desk; what they leave open is empty.
struct Wish {
  std::string desk;
  std::string topic;
  std::string subject;
  std::string description;
  std::optional<policy::Impact> impact;
  bool insists = false;
};

struct Open {
  Wish wish;
  std::string business_impact;
  Contact contact;
  std::optional<Language> language;
  std::vector<AttachmentId> attachments;
  IncidentId incident;  ///< 0: follows none
  RequestId follows;    ///< 0: none; a request that cannot be opened again any more (S32)
};

struct Answer {
  RequestId request;
  std::string text;  ///< Markdown
  Visibility visibility = Visibility::everyone;
  bool await_customer = false;
  std::vector<AttachmentId> attachments;
};

struct Patch {
  RequestId request;
  std::int64_t version_seen = 0;
  std::optional<std::string> severity;
  std::optional<std::string> desk;
  std::optional<PersonId> assignee;  ///< 0: nobody
  std::optional<Status> status;
  std::optional<IncidentId> incident = {};  ///< 0: none
};

/// A customer says that a severity was lowered wrongly.
struct Object {
  RequestId request;
  std::int64_t version_seen = 0;
  std::string text;  ///< Markdown; may be empty
};

/// A second issue becomes a request of its own (S31).
struct Split {
  RequestId request;
  std::int64_t version_seen = 0;
  std::vector<MessageId> messages;  ///< of the customer, at least one; their order does not matter
  std::string subject;
  std::string desk;
  std::string severity;  ///< asked for
  std::string topic;     ///< "" if none
};

struct Upload {
  std::string name;
  std::string type;
  std::string bytes;
};

struct Answered {
  Message message;
  std::vector<Attachment> attachments;
  Shown shown;
};

/// Running requests that shall go on under a later version of their operator's policy (N2): one batch, in one
/// transaction.
struct MoveToVersion {
  OperatorId operator_id;
  std::int64_t version = 0;
  std::vector<RequestId> requests;
  std::string actor;  ///< "per_…", or "system"
};

struct Moved {
  int moved = 0;
  int left = 0;  ///< already there (or at a later version), solved meanwhile, or unknown
  std::vector<std::pair<RequestId, Error>> stuck;  ///< why it cannot go on there: it stays with its version
};

/// What a version would do to one running request.
struct MovePreview {
  struct Clock {
    policy::ClockKind kind = policy::ClockKind::first_response;
    std::optional<Instant> due_before;  ///< nothing: it did not run, or waits
    std::optional<Instant> due_after;   ///< nothing: it ends without verdict, or waits
    /// By the new promise alone it would be missed at once: then the old due stays (docs/clocks.md).
    bool past = false;
  };
  std::optional<Error> stuck = {};  ///< then nothing below is set
  std::string severity_after = {};
  std::vector<Clock> clocks = {};  ///< those whose due changes, or would be past
};

/// The verdict's question for this caller (S2, S5): roles, subscriptions, zone.
policy::Question question_of(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
                             const Wish& wish, Instant now);

/// Errors: unauthenticated; forbidden ("verdict.…": where to go instead); invalid (fields).
Result<Shown> open(const Parts& parts, const Open& command, const http::Caller& caller, db::Tx& tx);
/// Errors: unauthenticated, not_found, forbidden, conflict ("request.solved", "request.reopen_too_late").
Result<Answered> answer(const Parts& parts, const Answer& command, const http::Caller& caller, db::Tx& tx);
/// Errors: as answer; stale, with the current state in `current`.
Result<Shown> change(const Parts& parts, const Patch& command, const http::Caller& caller, db::Tx& tx);
/// Errors: unauthenticated, not_found, forbidden; stale, with the current state in `current`; conflict
/// ("request.nothing_to_object_to", "request.objection_too_late").
Result<Shown> object(const Parts& parts, const Object& command, const http::Caller& caller, db::Tx& tx);
/// For agents. Answers the new request, opened at this moment under the policy in force; the first one goes
/// on, untouched but for the link. Errors: as change; invalid (fields); conflict ("request.solved").
Result<Shown> split(const Parts& parts, const Split& command, const http::Caller& caller, db::Tx& tx);
/// Error: stale, with the current state in `current`.
Result<void> check_version(const Shown& current, std::int64_t version_seen, const http::Caller& caller);
/// Idempotent. Writes one journal entry `request.policy_changed` a request; nobody's If-Match is asked for.
/// Error: unavailable (the version, or one that a request stands by, cannot be read).
Result<Moved> move_to_version(const Parts& parts, const MoveToVersion& command, db::Tx& tx);
/// Pure. What would happen to a request with this life if it went on under `candidate` at `at`.
MovePreview preview(const policy::Life& life, const operators::PolicyPtr& candidate, Instant at);
/// The life of a request, replayed from its journal. Error: unavailable.
Result<policy::Life> life_of(db::Snapshot& snapshot, operators::Operators& operators, const Request& request);
/// Errors: unauthenticated, forbidden.
Result<Attachment> upload(const Parts& parts, const Upload& command, const http::Caller& caller, db::Tx& tx);

}  // namespace mado::requests

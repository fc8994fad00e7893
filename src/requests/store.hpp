/// The SQL of requests, messages, attachments and clocks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/scope.hpp"
#include "db/database.hpp"
#include "requests/model.hpp"

namespace mado::requests::store {

/// The next short number of an operator (from 100,001 on).
std::int64_t next_number(db::Tx& tx, OperatorId owner);

void insert(db::Tx& tx, const Request& request, const Detail& detail);
/// Writes everything that can change, `request.version` included. Answers false if somebody was faster.
bool update(db::Tx& tx, const Request& request, std::int64_t version_seen);
std::optional<Request> find(db::Snapshot& snapshot, Scope scope, RequestId id);
/// By the short number.
std::optional<RequestId> by_number(db::Snapshot& snapshot, OperatorId owner, std::int64_t number);
/// 0: belongs to none any more.
void put_incident(db::Tx& tx, const Request& request, IncidentId incident, Instant since);
/// A request that runs and belongs to an incident.
struct Attached {
  RequestId id;
  OrganizationId organization_id;
  std::string desk;
};
/// Those that belonged to it at `at` and are neither solved nor closed.
std::vector<Attached> attached(db::Snapshot& snapshot, OperatorId owner, IncidentId incident, Instant at);
std::optional<Detail> detail(db::Snapshot& snapshot, Scope scope, RequestId id);

/// A row of a list, with the names that it shows.
struct Listed {
  Request request;
  std::string organization_name;
  std::string assignee_name;  ///< "" if nobody
};
/// A place in a list: after this key.
struct After {
  std::int64_t sort_key = -1;
  std::int64_t id = 0;
};
struct ListQuestion {
  View view = View::all;
  PersonId who;           ///< of `mine`
  std::string desks;      ///< ",billing," limits to those desks; "" to none
  std::string own_desks;  ///< then also what `who` opened at these
  After after;
  int limit = 50;
};
/// One page in the order of sort_key. People of an organization see its requests alone.
std::vector<Listed> list(db::Snapshot& snapshot, Scope scope, const ListQuestion& question);
/// How many a view holds, counted up to `most`.
std::int64_t count(db::Snapshot& snapshot, Scope scope, const ListQuestion& question, int most);
/// Counted up to 200.
std::int64_t count_open_of(db::Snapshot& snapshot, OperatorId owner, OrganizationId organization);
/// Running requests (neither solved nor closed) in the order of their ids, those after `after`; `desks` as in
/// ListQuestion. Whoever moves all of them asks for page after page.
std::vector<Request> running(db::Snapshot& snapshot, OperatorId owner, std::string_view desks,
                             RequestId after, int limit);
/// With the names that a list shows; nothing if it is not in scope.
std::optional<Listed> find_listed(db::Snapshot& snapshot, Scope scope, RequestId id);

void insert(db::Tx& tx, const Request& request, const Message& message);
/// Of one request, in order; `see` leaves out what is among agents.
std::vector<Message> messages(db::Snapshot& snapshot, Scope scope, RequestId id, Visibility see);

void insert(db::Tx& tx, OperatorId owner, const Attachment& attachment, std::string_view bytes);
/// Gives loose attachments of `uploader` to a message. Answers how many it found; fewer than asked means a
/// wrong id.
std::int64_t take(db::Tx& tx, const Request& request, MessageId message, PersonId uploader,
                  std::span<const AttachmentId> ids);
std::vector<Attachment> attachments(db::Snapshot& snapshot, Scope scope, RequestId id);
/// A copy of a file for a message of another request of the same organization; both share the bytes.
void copy(db::Tx& tx, const Request& request, MessageId message, const Attachment& original, AttachmentId id);
std::optional<Attachment> attachment(db::Snapshot& snapshot, Scope scope, AttachmentId id);
/// Is it in a message that only agents may see?
bool is_internal(db::Snapshot& snapshot, const Attachment& attachment);
std::string attachment_bytes(db::Snapshot& snapshot, AttachmentId id);
/// Forgets files that no message took.
void forget_loose_attachments(db::Tx& tx, Instant before);

std::vector<StoredClock> clocks(db::Snapshot& snapshot, const Request& request);
/// Puts these in the place of what was stored.
void put_clocks(db::Tx& tx, const Request& request, std::span<const StoredClock> clocks);
/// Requests whose clocks have a mark to fire by `now`, the earliest first.
struct Due {
  OperatorId operator_id;
  RequestId request;
};
std::vector<Due> due_clocks(db::Snapshot& snapshot, Instant now, int limit);

/// Running requests that are yet to come under a version of the policy.
struct PolicyMove {
  OperatorId operator_id;
  std::int64_t version = 0;
  std::string desks;  ///< as in ListQuestion
  std::string actor;
  RequestId last;  ///< how far it has come
};
void insert_move(db::Tx& tx, const PolicyMove& move);
std::optional<PolicyMove> first_move(db::Snapshot& snapshot);
void put_move_behind(db::Tx& tx, const PolicyMove& move, RequestId done);
void forget_move(db::Tx& tx, const PolicyMove& move);

/// `newer` came from `origin`; each comes from one at most.
void insert_link(db::Tx& tx, const Request& newer, RequestId origin, LinkKind kind);
/// What a request came from, then what came from it, the oldest first; at most `links_max` of these.
std::vector<LinkedRequest> links(db::Snapshot& snapshot, Scope scope, RequestId id);
inline constexpr int links_max = 100;

/// The words of a request for full text (letters and digits each).
void put_text(db::Tx& tx, RequestId id, const std::vector<std::string>& tokens);
/// Requests with the owner's word and any of the others, the best first.
std::vector<RequestId> find_text(db::Snapshot& snapshot, std::string_view owner,
                                 const std::vector<std::string>& any_of, int limit);

}  // namespace mado::requests::store

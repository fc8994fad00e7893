/// A request's timeline and receipts, told from the journal.
#pragma once

#include "base/json.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

struct TimelineItem {
  db::Entry entry;
  std::string actor_name;
  AuthorKind actor_kind = AuthorKind::person;
  std::string other_name;          ///< of the agent it was assigned to, or the customer it was opened for
  std::optional<Message> message;  ///< with what was written, if something was
  std::vector<Attachment> attachments;
  std::optional<LinkedRequest> link = {};  ///< "linked": the other request, if the caller may read it
};

struct Timeline {
  std::vector<TimelineItem> items;
  operators::PolicyPtr policy;
};

/// What the caller may see of it: people of the organization get no word of what is among agents.
Result<Timeline> timeline(const Parts& parts, RequestId id, const http::Caller& caller,
                          db::Snapshot& snapshot);
json::object timeline_json(const Timeline& timeline, const http::Caller& caller);
json::object message_json(const Message& message, const std::vector<Attachment>& attachments);

struct Receipts {
  Shown shown;
  policy::Life life;  ///< replayed from the journal
};
Result<Receipts> receipts(const Parts& parts, RequestId id, const http::Caller& caller,
                          db::Snapshot& snapshot);
json::object receipts_json(const Receipts& receipts, const http::Caller& caller);

}  // namespace mado::requests

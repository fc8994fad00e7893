#include "operators/publish.hpp"

#include <algorithm>
#include <chrono>

#include "operators/hosts.hpp"
#include "operators/move_json.hpp"
#include "operators/show.hpp"
#include "operators/store.hpp"

namespace mado::operators {
namespace {

constexpr std::chrono::days ahead_max{731};

bool same(const policy::Source& a, const policy::Source& b) { return a.text == b.text && a.files == b.files; }

void journal(db::Tx& tx, OperatorId id, std::string kind, std::string actor, Instant now, json::object data) {
  tx.journal({.operator_id = id,
              .organization_id = std::nullopt,
              .subject = id.text(),
              .kind = std::move(kind),
              .actor = std::move(actor),
              .at = now,
              .data = json::serialize(data)});
}

void insert(db::Tx& tx, OperatorId id, const Version& version, const policy::Source& source,
            const std::string& actor) {
  store::insert_version(tx, id, version, source);
  journal(tx, id, "policy.published", actor, version.published_at,
          {{"version", version.number},
           {"reason", version.reason},
           {"effective_at", format_instant(version.effective_at)}});
}

/// Where the text names its operator; the beginning if it does not.
policy::Place place_of_key(std::string_view text, std::string_view key) {
  std::uint32_t line = 1;
  for (bool inside = false; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto one = text.substr(0, end);
    if (one.starts_with('[')) inside = one.starts_with("[operator]");
    if (inside && one.starts_with(key)) return {line, 1};
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {1, 1};
}

void note(policy::Reading& reading, std::string_view key, policy::Sentence sentence) {
  policy::note(reading.mistakes, place_of_key(reading.source.text, key), std::move(sentence));
}

void check_operator(policy::Reading& reading, const Operators& operators, OperatorId id,
                    db::Snapshot& snapshot) {
  const auto& facts = reading.policy->operator_facts;
  const auto own = operators.by_id(id);
  if (own != nullptr && facts.id != own->key) note(reading, "id", {"mistakes.id_stays", {{"id", own->key}}});
  for (const auto& host : hosts_taken(snapshot, id, *reading.policy, store::Claims::in_force_and_waiting))
    note(reading, "hosts", {"mistakes.host_taken", {{"host", host}}});
  if (!reading.mistakes.empty()) reading.policy = nullptr;
}

Error with_mistakes(const policy::Reading& reading, Language language) {
  Error error{.code = ErrorCode::invalid, .key = "policy.mistakes"};
  for (const auto& [name, value] : mistakes_json(reading, language))
    error.members.emplace(name, json::serialize(value));
  return error;
}

Result<void> check_time(const Proposal& proposal, Instant now) {
  if (!proposal.effective_at) return {};
  if (*proposal.effective_at < now) return fail_field("effective_at", "policy.effective_past");
  if (*proposal.effective_at > now + ahead_max) return fail_field("effective_at", "policy.effective_far");
  return {};
}

Result<void> check_move(const Operators& operators, OperatorId id, const Proposal& proposal,
                        const policy::Policy& policy) {
  const auto standing = operators.by_id(id);
  for (const auto& desk : proposal.move.desks)
    if (policy.desk(desk) == nullptr && standing->policy->desk(desk) == nullptr)
      return fail_field("move", "clocks.unknown_desk");
  return {};
}

Result<void> check_newest(db::Tx& tx, OperatorId id, std::int64_t seen, const http::Caller& caller) {
  const auto newest = store::newest(tx, id);
  if (newest == seen) return {};
  Error error{.code = ErrorCode::stale, .key = "stale"};
  if (const auto current = store::version(tx, id, newest))
    error.members["current"] = json::serialize(version_json(*current, caller.language));
  return std::unexpected(std::move(error));
}

Result<void> check_new(db::Tx& tx, OperatorId id, std::int64_t in_force, const policy::Source& source) {
  const auto stored = store::source(tx, id, in_force);
  if (stored && same(*stored, source)) return fail(ErrorCode::conflict, "policy.same");
  return {};
}

/// A host that another operator has: nobody may take it. Error: conflict.
Result<void> check_hosts(db::Snapshot& snapshot, OperatorId id, const policy::Policy& policy,
                         store::Claims claims) {
  const auto taken = hosts_taken(snapshot, id, policy, claims);
  if (taken.empty()) return {};
  return fail(ErrorCode::conflict, "policy.mistakes", taken.front() + " is another operator's host");
}

/// Can a version that was right when it was published still be put in force?
Result<void> fits_now(db::Tx& tx, OperatorId id, std::int64_t number) {
  MADO_TRY(policy, read_version(tx, id, number));
  return check_hosts(tx, id, *policy, store::Claims::in_force);
}

}  // namespace

Result<std::int64_t> publish(db::Tx& tx, IdMaker& ids, const policy::Reading& reading,
                             const std::string& author, const std::string& reason, Instant now) {
  if (!reading.policy) return fail(ErrorCode::invalid, "policy.mistakes");
  const auto& key = reading.policy->operator_facts.id;
  auto row = store::by_key(tx, key);
  if (row) {
    const auto published = store::newest_from_file(tx, row->id);
    if (published && same(*published, reading.source)) return row->version;
    const auto in_force = store::source(tx, row->id, row->version);
    if (in_force && same(*in_force, reading.source)) return row->version;
  } else {
    row = store::OperatorRow{ids.make<OperatorId>(), key, 0};
    store::insert_operator(tx, *row, now);
  }
  MADO_CHECK(check_hosts(tx, row->id, *reading.policy, store::Claims::in_force_and_waiting));
  const Version version{.number = store::newest(tx, row->id) + 1,
                        .author = author,
                        .reason = reason,
                        .published_at = now,
                        .effective_at = now};
  insert(tx, row->id, version, reading.source, author);
  come_in_force(tx, row->id, version.number, author, now);
  return version.number;
}

policy::Reading read_for(const Operators& operators, OperatorId id, const std::string& text,
                         const policy::FileReader& files, db::Snapshot& snapshot) {
  auto reading = policy::read(text, files);
  if (reading.policy) check_operator(reading, operators, id, snapshot);
  return reading;
}

Result<policy::Reading> read_proposal(const Operators& operators, const Proposal& proposal,
                                      const http::Caller& caller, db::Snapshot& snapshot, Instant now) {
  const auto id = caller.operator_id;
  MADO_CHECK(check_time(proposal, now));
  auto source = policy::Source{.text = proposal.text, .files = proposal.files};
  if (proposal.from) {
    const auto older = store::source(snapshot, id, *proposal.from);
    if (!older) return fail_field("from_version", "policy.unknown_version");
    source = *older;
  }
  auto reading = read_for(operators, id, source.text, reader_of(source.files), snapshot);
  if (!reading.policy) return std::unexpected(with_mistakes(reading, caller.language));
  MADO_CHECK(check_move(operators, id, proposal, *reading.policy));
  return reading;
}

Result<Version> publish_version(db::Tx& tx, const Operators& operators, const Publish& command,
                                const http::Caller& caller, Instant now) {
  const auto id = caller.operator_id;
  const auto& proposal = command.proposal;
  MADO_CHECK(check_newest(tx, id, command.newest_seen, caller));
  MADO_TRY(reading, read_proposal(operators, proposal, caller, tx, now));
  const auto in_force = store::by_key(tx, caller.operator_key);
  if (!proposal.effective_at) MADO_CHECK(check_new(tx, id, in_force ? in_force->version : 0, reading.source));
  const Version version{.number = command.newest_seen + 1,
                        .author = caller.name,
                        .published_by = caller.person_id,
                        .reason = command.reason,
                        .published_at = now,
                        .effective_at = proposal.effective_at.value_or(now),
                        .move = proposal.move,
                        .from = proposal.from};
  insert(tx, id, version, reading.source, caller.person_id.text());
  if (version.effective_at <= now) come_in_force(tx, id, version.number, caller.person_id.text(), now);
  return store::version(tx, id, version.number).value();
}

Result<void> withdraw(db::Tx& tx, std::int64_t number, const http::Caller& caller, Instant now) {
  const auto version = store::version(tx, caller.operator_id, number);
  if (!version) return fail(ErrorCode::not_found, "not_found");
  if (!store::end(tx, caller.operator_id, number, VersionState::withdrawn))
    return fail(ErrorCode::conflict, "policy.not_waiting");
  journal(tx, caller.operator_id, "policy.withdrawn", caller.person_id.text(), now, {{"version", number}});
  return {};
}

bool come_in_force(db::Tx& tx, OperatorId id, std::int64_t number, const std::string& actor, Instant now) {
  const auto version = store::version(tx, id, number);
  if (!version || version->state != VersionState::scheduled) return false;
  if (const auto fits = fits_now(tx, id, number); !fits) {
    if (!store::end(tx, id, number, VersionState::refused)) return false;
    journal(tx, id, "policy.refused", actor, now, {{"version", number}, {"cause", fits.error().cause}});
    return true;
  }
  if (!store::put_in_force(tx, id, number, now)) return false;
  journal(tx, id, "policy.in_force", actor, now, {{"version", number}, {"move", json_of(version->move)}});
  return true;
}

}  // namespace mado::operators

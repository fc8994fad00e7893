#include "operators/operators.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/json.hpp"
#include "operators/store.hpp"

namespace mado::operators {
namespace {

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

Result<PolicyPtr> read_stored(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  const auto source = store::source(snapshot, id, version);
  if (!source) return fail(ErrorCode::unavailable, "policy.stored_unreadable", "no such policy version");
  const auto reading = policy::read(source->text, [&](const std::string& name) -> std::optional<std::string> {
    const auto file = source->files.find(name);
    return file == source->files.end() ? std::nullopt : std::optional(file->second);
  });
  if (!reading.policy)
    return fail(ErrorCode::unavailable, "policy.stored_unreadable",
                reading.mistakes.empty() ? "" : reading.mistakes.front().message);
  return reading.policy;
}

bool same(const policy::Source& a, const policy::Source& b) { return a.text == b.text && a.files == b.files; }

}  // namespace

Result<void> Operators::load(db::Snapshot& snapshot) {
  std::vector<std::shared_ptr<const Standing>> standings;
  std::map<std::string, std::shared_ptr<const Standing>, std::less<>> by_host;
  for (const auto& row : store::all(snapshot)) {
    MADO_TRY(in_force, version(snapshot, row.id, row.version));
    standings.push_back(std::make_shared<const Standing>(Standing{row.id, row.key, row.version, in_force}));
    for (const auto& host : in_force->operator_facts.hosts) by_host.emplace(host, standings.back());
  }
  const std::lock_guard lock(mutex_);
  standings_ = std::move(standings);
  by_host_ = std::move(by_host);
  return {};
}

std::shared_ptr<const Standing> Operators::by_host(std::string_view host) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_host_.find(without_port(host));
  if (found != by_host_.end()) return found->second;
  return standings_.empty() ? nullptr : standings_.front();
}

std::shared_ptr<const Standing> Operators::by_id(OperatorId id) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(standings_, [&](const auto& standing) { return standing->id == id; });
  return found == standings_.end() ? nullptr : *found;
}

std::shared_ptr<const Standing> Operators::by_key(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(standings_, [&](const auto& standing) { return standing->key == key; });
  return found == standings_.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<const Standing>> Operators::all() const {
  const std::lock_guard lock(mutex_);
  return standings_;
}

Result<PolicyPtr> Operators::version(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = versions_.find({id, version}); found != versions_.end()) return found->second;
  }
  MADO_TRY(policy, read_stored(snapshot, id, version));
  const std::lock_guard lock(mutex_);
  return versions_.emplace(std::pair(id, version), policy).first->second;
}

void Operators::see(db::Snapshot& snapshot, std::span<const db::JournalEntry> entries) {
  const bool published =
      std::ranges::any_of(entries, [](const auto& e) { return e.entry.kind == "policy.published"; });
  if (!published) return;
  if (const auto loaded = load(snapshot); !loaded)
    spdlog::error("a new policy cannot be read, the last good one stays in force: {}", loaded.error().cause);
}

Result<std::int64_t> publish(db::Tx& tx, IdMaker& ids, const policy::Reading& reading,
                             const std::string& author, const std::string& reason, Instant now) {
  if (!reading.policy) return fail(ErrorCode::invalid, "policy.mistakes");
  const auto& key = reading.policy->operator_facts.id;
  auto row = store::by_key(tx, key);
  if (row) {
    const auto stored = store::source(tx, row->id, row->version);
    if (stored && same(*stored, reading.source)) return row->version;
  } else {
    row = store::OperatorRow{ids.make<OperatorId>(), key, 0};
    store::insert_operator(tx, *row, now);
  }
  const auto version = row->version + 1;
  store::insert_version(tx, row->id, version, reading.source, author, reason, now);
  store::put_in_force(tx, row->id, version);
  tx.journal({.operator_id = row->id,
              .organization_id = std::nullopt,
              .subject = row->id.text(),
              .kind = "policy.published",
              .actor = author,
              .at = now,
              .data = json::serialize(json::object{{"version", version}, {"reason", reason}})});
  return version;
}

}  // namespace mado::operators

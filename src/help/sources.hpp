/// Answers of the other rooms: incidents, topics, requests. Few things each, so every one is looked at.
#pragma once

#include <span>

#include "help/ask.hpp"

namespace mado::help {

/// Topics of the policy that the question is about, best first.
struct TopicHit {
  const policy::Topic* topic = nullptr;
  double share = 0;
};
std::vector<TopicHit> topics_in(const search::Question& question, const policy::Policy& policy);
search::Answer answer_of(const TopicHit& hit, const search::Question& question, const policy::Policy& policy);

/// Open incidents and announced maintenance of the caller's services that fit the question: by their words,
/// or because both are about one of `topics`. `index` knows how rare a word is.
std::vector<search::Answer> incidents_in(db::Snapshot& snapshot, const http::Caller& caller,
                                         const search::Question& question, std::span<const TopicHit> topics,
                                         const search::Index& index, const policy::Policy& policy,
                                         Instant now);

/// The newest requests of the caller's organization that are about the same: a Source for whoever may read
/// requests.
Source own_requests(const operators::Operators& operators);

}  // namespace mado::help

/// Passwords and tokens: how they are made, kept and compared (libsodium).
#pragma once

#include <string>
#include <string_view>

namespace mado::people {

/// argon2id with libsodium's interactive limits (64 MiB, about 50 ms): never on an I/O or database thread.
std::string hash_password(std::string_view password);
/// In constant time for a given hash; an empty hash never matches but takes as long.
bool password_matches(std::string_view hash, std::string_view password);

/// 32 random bytes as base64url.
std::string make_token();
/// What is stored instead of a token: its 32-byte BLAKE2b hash.
std::string hash_token(std::string_view token);

}  // namespace mado::people

/// The word of another product about who its reader is: a JSON Web Token (RFC 7519) with an Ed25519 signature
/// (RFC 8037), as docs/embed.md tells. Pure: keys, time and operator come in; whether a token was shown
/// before, the caller asks.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/id.hpp"

namespace mado::people {

using PaneKeyId = Id<"pky">;

/// The half of a key that checks.
struct PaneKey {
  PaneKeyId id;
  std::string public_key;  ///< 32 bytes
};

/// A new key: the half that is kept, and the half that is printed once.
struct PaneKeyPair {
  std::string public_key;   ///< 32 bytes
  std::string private_pem;  ///< PKCS #8 (RFC 8410), with line breaks
};
PaneKeyPair make_pane_key();

/// Who a token says its bearer is.
struct PaneClaims {
  std::string email;         ///< claim sub, as written
  std::string organization;  ///< claim org: the organization's id or name
  std::string jti;           ///< the token's own name: it is taken once
  Instant expires_at;
};

/// Tokens live ten minutes at most; clocks of two machines may differ by half a minute.
inline constexpr std::chrono::minutes pane_token_lives_max{10};
inline constexpr std::chrono::seconds pane_clocks_differ_max{30};
inline constexpr size_t pane_token_letters_max = 4096;

/// Errors, all unauthenticated: "pane.unreadable", "pane.algorithm" (anything but EdDSA), "pane.key" (none of
/// `keys`), "pane.signature"; after that only what the holder of the key has written: "pane.claims" (one is
/// missing or not of its kind), "pane.audience" (another operator), "pane.expired", "pane.too_long".
Result<PaneClaims> read_pane_token(std::string_view token, std::span<const PaneKey> keys,
                                   std::string_view operator_key, Instant now);

}  // namespace mado::people

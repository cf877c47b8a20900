#include "vault/vault.hpp"

#include "test/vault/key_store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace callroom::vault::test {
namespace {

constexpr Place kName{"users", "65f000000000000000000001", "name"};
const std::string kScope = user_scope("65f000000000000000000001");

struct VaultTest : ::testing::Test {
  std::string sealed(const Vault& by, const std::string& plain) {
    return seal(*by.key_of(store, kScope), kName, plain);
  }

  MapKeyStore store;
  Vault vault{MasterKeys{master_of('a')}};
};

TEST_F(VaultTest, AScopeHasOneKey) {
  const auto first = vault.key_of(store, kScope);
  EXPECT_EQ(vault.key_of(store, kScope)->id, first->id);
  EXPECT_NE(vault.key_of(store, session_scope("1"))->id, first->id);
  EXPECT_EQ(store.keys.size(), 2U);
}

TEST_F(VaultTest, OfTwoThatMakeAKeyAtOnceTheFirstOnesIsUsedByBoth) {
  MapKeyStore elsewhere;
  const auto theirs = Vault{MasterKeys{master_of('a')}}.key_of(elsewhere, kScope);
  store.quicker = elsewhere.only(kScope);
  const auto mine = vault.key_of(store, kScope);
  EXPECT_EQ(mine->id, theirs->id);
  EXPECT_EQ(mine->key.bytes(), theirs->key.bytes());
  EXPECT_EQ(store.keys.size(), 1U);
}

TEST_F(VaultTest, AnotherProcessWithTheMasterKeyReads) {
  const auto text = sealed(vault, "Client Example");
  const Vault other{MasterKeys{master_of('a')}};
  EXPECT_EQ(*other.open(store, kName, text), "Client Example");
}

TEST_F(VaultTest, TheWrappedKeyDoesNotShowTheKey) {
  const auto key = vault.key_of(store, kScope);
  EXPECT_EQ(store.only(kScope).wrapped.find(std::string{key->key.bytes()}), std::string::npos);
}

TEST_F(VaultTest, WithoutTheMasterKeyNothingIsReadAndTheErrorNamesBoth) {
  const auto text = sealed(vault, "Client Example");
  const Vault other{MasterKeys{master_of('b')}};
  try {
    (void)other.open(store, kName, text);
    FAIL() << "it was opened";
  } catch (const KeyError& error) {
    EXPECT_NE(std::string{error.what()}.find(master_of('a').id), std::string::npos);
    EXPECT_NE(std::string{error.what()}.find(master_of('b').id), std::string::npos);
  }
}

TEST_F(VaultTest, ADataKeyCannotBeGivenToAnotherScope) {
  (void)vault.key_of(store, kScope);
  store.only(kScope).scope = session_scope("9");
  EXPECT_THROW((void)Vault{MasterKeys{master_of('a')}}.key_of(store, session_scope("9")), KeyError);
}

RC_GTEST_FIXTURE_PROP(VaultTest, ADamagedWrappedKeyIsRefusedAndNeverACrash, (const std::string& noise)) {
  store.keys.clear();
  (void)vault.key_of(store, kScope);
  store.only(kScope).wrapped = "x" + noise;
  RC_ASSERT_THROWS_AS((void)vault.key_of(store, kScope), KeyError);
}

TEST_F(VaultTest, ADestroyedKeyGivesErasedAndTheNextValueANewKey) {
  const auto text = sealed(vault, "Client Example");
  store.only(kScope).wrapped.clear();
  EXPECT_EQ(vault.open(store, kName, text).error(), OpenError::kErased) << "also from the cache's point of view";
  const auto next = sealed(vault, "back again");
  EXPECT_EQ(*vault.open(store, kName, next), "back again");
  EXPECT_EQ(vault.open(store, kName, text).error(), OpenError::kErased);
}

TEST_F(VaultTest, AMovedValueIsSeen) {
  const auto text = sealed(vault, "Client Example");
  EXPECT_EQ(vault.open(store, {"users", kName.record, "email"}, text).error(), OpenError::kChanged);
}

TEST_F(VaultTest, PlainTextFromBeforeStaysReadable) {
  EXPECT_EQ(*vault.open(store, kName, "Client Example"), "Client Example");
  // Somebody may have had such a name: of no key that was ever here.
  const auto lookalike = seal({"0011223344556677", Key::random()}, kName, "x");
  EXPECT_EQ(*vault.open(store, kName, lookalike), lookalike);
  EXPECT_FALSE(Vault::is_sealed(store, lookalike));
  EXPECT_TRUE(Vault::is_sealed(store, sealed(vault, "x")));
}

TEST_F(VaultTest, ANewMasterKeyReadsOldAndRewrappedKeysAlike) {
  const auto text = sealed(vault, "Client Example");
  MasterKeys both(master_of('b'));
  both.add_previous(master_of('a'));
  const Vault rotating(both);
  EXPECT_EQ(*rotating.open(store, kName, text), "Client Example");

  auto& key = store.only(kScope);
  key = rotating.rewrap(key);
  EXPECT_EQ(key.master_key_id, master_of('b').id);
  const Vault after{MasterKeys{master_of('b')}};
  EXPECT_EQ(*after.open(store, kName, text), "Client Example");
  EXPECT_THROW((void)Vault{MasterKeys{master_of('a')}}.open(store, kName, text), KeyError) << "the old one is done";
}

TEST_F(VaultTest, AKeyWrappedByAnUnknownMasterKeyMakesItAskAgainButNotAtEveryTurn) {
  base::ManualClock clock;
  int asked = 0;
  MasterKeys configured{master_of('a')};
  const Vault server(
      configured, [&] { return ++asked, configured; }, clock);
  const auto text = sealed(server, "Client Example");

  MasterKeys both(master_of('b'));
  both.add_previous(master_of('a'));
  store.only(kScope) = Vault{both}.rewrap(store.only(kScope));
  EXPECT_THROW((void)server.open(store, kName, text), KeyError);
  EXPECT_THROW((void)server.open(store, kName, text), KeyError);
  EXPECT_EQ(asked, 1);

  configured = both;
  clock.advance(base::Seconds{1});
  EXPECT_EQ(*server.open(store, kName, text), "Client Example");
  EXPECT_EQ(server.current_master_key_id(), master_of('b').id) << "new keys are wrapped by the new one";
  EXPECT_EQ(asked, 2);
}

TEST_F(VaultTest, LookUpsAreEqualForEqualValuesOnly) {
  const auto hash = vault.lookup(store, "users.email", "client@example.org");
  EXPECT_EQ(vault.lookup(store, "users.email", "client@example.org"), hash);
  EXPECT_NE(vault.lookup(store, "users.email", "client@example.com"), hash);
  EXPECT_NE(vault.lookup(store, "sessions.meetingLink", "client@example.org"), hash);
  MapKeyStore other;
  EXPECT_NE(vault.lookup(other, "users.email", "client@example.org"), hash) << "another installation";
}

TEST_F(VaultTest, ANewMasterKeyChangesNoLookUp) {
  const auto hash = vault.lookup(store, "users.email", "client@example.org");
  MasterKeys both(master_of('b'));
  both.add_previous(master_of('a'));
  auto& key = store.only(kInstallation);
  key = Vault(both).rewrap(key);
  EXPECT_EQ(Vault{MasterKeys{master_of('b')}}.lookup(store, "users.email", "client@example.org"), hash);
}

TEST(KeyCacheTest, IsBoundedAndKeepsWhatIsUsed) {
  KeyCache cache(4);
  const auto entry = [](int number) { return StoredKey{std::to_string(number), "s", "w", "m"}; };
  const auto key = std::make_shared<const DataKey>(DataKey{"0", Key::random()});
  for (int number = 0; number < 100; ++number) {
    cache.add(entry(number), key);
    EXPECT_TRUE(cache.find(entry(0))) << number;
    EXPECT_LE(cache.size(), 8U);
  }
  EXPECT_TRUE(cache.find(entry(0)));
  EXPECT_FALSE(cache.find(entry(1)));
  EXPECT_FALSE(cache.find({"0", "s", "wrapped anew", "m"}));
}

}  // namespace
}  // namespace callroom::vault::test

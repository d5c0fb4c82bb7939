"""The first page that anybody sees."""


def test_login_page_is_chinese_and_lets_in(browser, server, shot):
    page = browser.new_page(base_url=server.url, locale="zh-CN")
    page.goto("/web/login")
    shot(page, "login-1400")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".o_main_navbar")
    page.close()


def test_superuser_sees_a_chinese_screen_on_a_phone(as_role, shot):
    page = as_role("admin", 390)
    shot(page, "home-390")
    assert page.evaluate("luxon.Settings.defaultLocale") == "zh-CN"
